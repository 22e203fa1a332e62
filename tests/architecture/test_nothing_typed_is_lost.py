"""Every address to which a signed-in person posts: what was typed when the session was over comes
back after sign-in, to the same person and to nobody else."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from ldn_app.access.kept_forms import DECIDED_ANEW, IN_SESSION, OWNER_FIELD, owner_token
from ldn_app.accounts.models import SignInSession
from ldn_app.ui.log_filter import RIGHTS
from tests.architecture.test_addresses import (
    ADDRESSES,
    SESSION,
    STAFF,
    WITHOUT_SIGN_IN,
    address_of,
    make_scene,
)
from tests.cast import sign_in_twice

TYPED = "夜中に二度おきて、足がつった"
OWN = {"patient": "patient", "person": "patient", "account": "patient", "invited": "family"}
ROUTES = [
    route
    for route, (audience, _method) in ADDRESSES.items()
    if audience not in {*WITHOUT_SIGN_IN, SESSION, STAFF}
]
UNSENT = "/unsent/"
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_scene()
        transaction.set_rollback(True)


def writer_of(route, cast):
    return cast.user(OWN.get(ADDRESSES[route][0], "clinician"))


def post_without_session(client, address, user):
    """What a page that was printed for ``user`` sends when nobody is signed in any more."""
    return client.post(address, {"text": TYPED, OWNER_FIELD: owner_token(user.pk)})


def takes_posts(client, address):
    return client.post(address).status_code != 405


@pytest.mark.parametrize("route", ROUTES)
def test_what_was_typed_comes_back_to_its_writer_alone(scene, client, route):
    cast, names = scene
    address, writer = address_of(route, names), writer_of(route, cast)
    if not takes_posts(client, address) or address.startswith(DECIDED_ANEW):
        return  # only read: nothing can be typed there

    answer = post_without_session(client, address, writer)

    assert answer.status_code == 302
    assert answer.url == "/accounts/login/?next=/unsent/"
    assert TYPED not in str(answer.headers) + str(client.session[IN_SESSION])
    assert TYPED not in client.get(answer.url).content.decode()
    sign_in_twice(client, writer)
    page = client.get(UNSENT).content.decode()
    assert TYPED in page
    assert f'action="{address}"' in page


@pytest.mark.parametrize("route", ROUTES)
def test_somebody_else_who_signs_in_on_the_same_browser_sees_nothing(scene, client, route):
    cast, names = scene
    address, writer = address_of(route, names), writer_of(route, cast)
    if not takes_posts(client, address) or address.startswith(DECIDED_ANEW):
        return
    post_without_session(client, address, writer)

    other = cast.other_patient.user
    sign_in_twice(client, other)

    assert client.get("/settings/").context["unsent_forms"] is False
    answer = client.get(UNSENT)
    assert answer.status_code == 302
    assert client.session[IN_SESSION] == []


@pytest.mark.parametrize("route", ROUTES)
def test_a_form_printed_for_another_person_is_not_recorded(scene, client, route):
    cast, names = scene
    address, writer = address_of(route, names), writer_of(route, cast)
    if not takes_posts(client, address):
        return
    sign_in_twice(client, writer)

    answer = client.post(address, {"text": TYPED, OWNER_FIELD: owner_token(writer.pk + 1)})

    assert answer.status_code == 409
    assert "別の方がログイン" in answer.content.decode()


@pytest.fixture
def patient(scene):
    return scene[0].patient


NOTE = "/check-in/"


def test_a_session_that_ran_out_says_whose_it_was(client, patient):
    """Also without the mark in the form, while the row of the session is there."""
    sign_in_twice(client, patient.user)
    rows = SignInSession.objects.filter(session_key=client.session.session_key)
    rows.update(expire_date=timezone.now() - timedelta(seconds=1))

    answer = client.post(NOTE, {"note-text": TYPED})

    assert answer.url == "/accounts/login/?next=/unsent/"
    sign_in_twice(client, patient.user)
    assert TYPED in client.get(UNSENT).content.decode()


def test_a_post_of_nobody_keeps_nothing(client, patient):
    for token in ("", "x", owner_token(patient.user_id)[:-4]):
        answer = client.post(NOTE, {"note-text": TYPED, OWNER_FIELD: token})
        assert answer.url == "/accounts/login/?next=/tonight/"
    assert IN_SESSION not in client.session


def test_erasing_is_never_offered_for_one_tap(client, patient):
    mark = {OWNER_FIELD: owner_token(patient.user_id)}

    for address in ("/settings/delete/", "/settings/delete/take-back/"):
        answer = client.post(address, {"when": "later", **mark})
        assert "unsent" not in answer.headers.get("Location", "")
    assert IN_SESSION not in client.session


def test_secrets_and_endless_texts_are_not_kept(client, patient):
    mark = {OWNER_FIELD: owner_token(patient.user_id)}
    assert "unsent" not in client.post(NOTE, {"note-text": "あ" * 60_001, **mark}).url
    client.post(NOTE, {"note-text": TYPED, "password": "geheim", **mark})
    sign_in_twice(client, patient.user)

    page = client.get(UNSENT).content.decode()

    assert TYPED in page
    assert "geheim" not in page


def test_two_tabs_are_both_kept_and_each_goes_when_it_was_sent(client, patient):
    for text in ("はじめの文", "あとの文"):
        mark = {OWNER_FIELD: owner_token(patient.user_id)}
        client.post(NOTE, {"note-text": text, "initial-note-text": "", **mark})
    sign_in_twice(client, patient.user)
    page = client.get(UNSENT).content.decode()
    assert "はじめの文" in page
    assert "あとの文" in page

    fields = client.get(UNSENT).context["forms"][0].fields
    sent = client.post(NOTE, dict(fields))

    assert sent.status_code == 302
    page = client.get(UNSENT).content.decode()
    assert "はじめの文" in page
    assert "あとの文" not in page
    assert "あとの文" in client.get(NOTE).content.decode()
    key = client.get(UNSENT).context["forms"][0].form.key
    client.post(UNSENT, {"key": key})
    assert client.get(UNSENT).status_code == 302


def test_after_a_day_nothing_is_kept(client, patient):
    client.post(NOTE, {"note-text": TYPED, OWNER_FIELD: owner_token(patient.user_id)})
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        sign_in_twice(client, patient.user)
        assert client.get(UNSENT).status_code == 302


def test_every_page_says_that_something_waits(client, patient):
    client.post(NOTE, {"note-text": TYPED, OWNER_FIELD: owner_token(patient.user_id)})
    assert "入力した内容は残っています" in client.get("/accounts/login/").content.decode()
    sign_in_twice(client, patient.user)

    page = client.get("/tonight/").content.decode()

    assert "まだ記録していない入力があります" in page
    assert TYPED not in page


def test_a_tap_counts_for_the_moment_when_it_was_made(client, patient):
    """飲んだ at 03:50, signed in again at 05:30: the night and the minute of the tap."""
    night = datetime.fromisoformat("2026-11-22T03:50:00+09:00")
    address = "/tonight/2026-11-21/take/"
    with time_machine.travel(night, tick=False):
        mark = {OWNER_FIELD: owner_token(patient.user_id)}
        client.post(address, {"right_now": "1", **mark})
    with time_machine.travel(night + timedelta(minutes=100), tick=False):
        sign_in_twice(client, patient.user)
        client.post(address, dict(client.get(UNSENT).context["forms"][0].fields))
        page = client.get("/tonight/").content.decode()

    (said,) = re.findall(r"11月21日\(土\)の夜の分</span>.*?午前3時50分", page, re.DOTALL)
    assert said.count("飲みました") == 1


def test_every_form_of_a_page_carries_its_readers_mark(client, scene):
    cast, names = scene
    for route in ROUTES:
        writer = writer_of(route, cast)
        sign_in_twice(client, writer)
        answer = client.get(address_of(route, names))
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        for form in re.findall(r"<form[^>]*post.*?</form>", answer.content.decode(), re.DOTALL):
            assert f'name="{OWNER_FIELD}"' in form, (route, form[:200])


def test_the_address_of_what_waits_is_no_right():
    assert not RIGHTS.search(UNSENT)
