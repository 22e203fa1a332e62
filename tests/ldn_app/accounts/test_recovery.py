"""The mailbox alone takes a patient's lost factor away after a day, unless the owner says no."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.test import Client

from ldn_app.accounts.models import User
from ldn_app.accounts.recovery import KEY
from tests.cast import sign_in_by
from tests.factories.accounts import a_clinician, a_patient, a_user

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 30, 12, tzinfo=UTC)
RECOVER = "/recover/"


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as travelling:
        yield travelling


def held(user: User) -> bool:
    return Authenticator.objects.filter(user=user).exists()


def by_mail(user: User) -> Client:
    client = Client()
    page = client.post("/accounts/login/", {"login": user.email})
    code = re.search(r"\d{4}-\d{4}", mail.outbox[-1].body).group()
    client.post(page.url, {"code": code})
    return client


@pytest.fixture(params=["passkey", "app"])
def owner(request, clock):
    user = a_patient().user
    if request.param == "app":
        TOTP.activate(user, generate_totp_secret())
    else:
        Authenticator.objects.create(user=user, type="webauthn", data={"name": "x"})
    return user


def say(client, word):
    return client.post(RECOVER, {"say": word})


def test_after_a_day_the_mailbox_is_enough(owner, clock):
    say(by_mail(owner), "ask")
    assert "取り消して" in mail.outbox[-1].body
    owner.patient.refresh_from_db()
    assert KEY in owner.patient.standing_notices
    clock.shift(timedelta(hours=24))

    say(by_mail(owner), "finish")

    assert not held(owner)
    assert by_mail(owner).get("/tonight/").status_code == 200


def test_before_the_day_is_over_nothing_goes(owner, clock):
    say(by_mail(owner), "ask")
    clock.shift(timedelta(hours=23, minutes=59))

    say(by_mail(owner), "finish")

    assert held(owner)


def test_the_link_of_the_mail_cancels_it(owner, clock):
    say(by_mail(owner), "ask")
    link = re.search(r"http\S+(/recover/cancel/\S+)", mail.outbox[-1].body).group(1)
    stranger = Client()
    assert stranger.get(link).status_code == 200
    stranger.post(link)
    clock.shift(timedelta(hours=25))

    say(by_mail(owner), "finish")

    assert held(owner)
    assert stranger.get(link).status_code == 404
    owner.patient.refresh_from_db()
    assert KEY not in owner.patient.standing_notices


def test_it_needs_a_fresh_code(owner, clock):
    client = by_mail(owner)
    clock.shift(timedelta(minutes=11))

    say(client, "ask")
    clock.shift(timedelta(hours=25))
    say(by_mail(owner), "finish")

    assert held(owner)


@pytest.mark.parametrize("role", ["clinician", "staff"])
def test_it_is_for_nobody_who_reads_others_records(clock, role):
    user = a_clinician().user if role == "clinician" else a_user(is_staff=True)
    Authenticator.objects.create(user=user, type="webauthn", data={"name": "x"})
    client = Client()
    sign_in_by(client, user, "code")
    say(client, "ask")
    clock.shift(timedelta(hours=25))
    sign_in_by(client, user, "code")

    say(client, "finish")

    assert held(user)
