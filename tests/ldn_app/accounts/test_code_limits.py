"""A stranger who asks for codes again and again shuts nobody out, and fills nobody's post."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client

from tests.factories.accounts import a_patient

pytestmark = pytest.mark.django_db
LOG_IN = "/accounts/login/"
RESET = "/accounts/password/reset/"
OWNER = "hanako@example.jp"
START = datetime(2026, 11, 30, 12, tzinfo=UTC)


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as travelling:
        yield travelling


def ask(client, address: str = OWNER, *, place: str = "192.0.2.1", page: str = LOG_IN) -> bool:
    """Ask for a code; whether a mail went out for it."""
    before = len(mail.outbox)
    field = "login" if page == LOG_IN else "email"
    client.post(page, {field: address}, REMOTE_ADDR=place)
    return len(mail.outbox) > before


def twenty_by_strangers(clock, *places: str, page: str = LOG_IN) -> None:
    sent = 0
    for number in range(200):
        if sent >= 20:
            return
        sent += ask(Client(), place=places[number % len(places)], page=page)
        clock.shift(timedelta(seconds=25))


@pytest.mark.parametrize("page", [LOG_IN, "/accounts/login/code/", RESET])
def test_a_stranger_elsewhere_shuts_nobody_out(client, clock, page):
    a_patient(OWNER)
    for _time in range(24):
        ask(Client(), place="198.51.100.7", page=page)
        clock.shift(timedelta(seconds=21))

    assert ask(client, page=page)


def test_many_strangers_shut_nobody_out(client, clock):
    a_patient(OWNER)
    twenty_by_strangers(clock, *(f"198.51.100.{number}" for number in range(20)))

    assert ask(client)


def test_who_was_signed_in_here_gets_a_code_whatever_strangers_at_the_same_place_do(clock):
    a_patient(OWNER)
    owner = Client()
    ask(owner)
    code = re.search(r"\d{4}-\d{4}", mail.outbox[-1].body).group()
    owner.post("/accounts/login/code/confirm/", {"code": code})
    assert owner.get("/tonight/").status_code == 200
    del owner.cookies["session"]
    twenty_by_strangers(clock, "192.0.2.1", "192.0.2.2", "192.0.2.3")

    assert ask(owner)
    assert "hanako" not in str(owner.cookies)


def test_at_one_place_it_is_slow_and_goes_on(client, clock):
    a_patient(OWNER)
    for _time in range(12):
        ask(Client())
        clock.shift(timedelta(seconds=30))
    assert not ask(client)

    clock.shift(timedelta(minutes=5))

    assert ask(client)


def test_nobodys_post_is_filled(clock):
    a_patient(OWNER)
    sent = 0
    for number in range(130):
        sent += ask(Client(), place=f"10.0.0.{number}")
        clock.shift(timedelta(seconds=1))

    assert sent == 120


def test_an_unknown_address_is_counted_alike(clock):
    a_patient(OWNER)
    answers = {}
    for address in (OWNER, "noon@example.jp"):
        with time_machine.travel(START + timedelta(days=len(answers) + 1), tick=False) as later:
            answers[address] = []
            for number in range(24):
                answers[address].append(ask(Client(), address, place=f"192.0.2.{number % 3}"))
                later.shift(timedelta(seconds=40))

    assert answers[OWNER] == answers["noon@example.jp"]


def test_the_cookie_of_another_address_helps_nobody(clock):
    a_patient(OWNER)
    stranger = Client()
    a_patient("stranger@example.jp")
    ask(stranger, "stranger@example.jp")
    code = re.search(r"\d{4}-\d{4}", mail.outbox[-1].body).group()
    stranger.post("/accounts/login/code/confirm/", {"code": code})
    assert "known" in stranger.cookies
    del stranger.cookies["session"]

    sent = 0
    for _time in range(30):
        sent += ask(stranger)
        clock.shift(timedelta(seconds=21))

    assert sent <= 13
