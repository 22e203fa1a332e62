"""For seven days nobody reads a record that is to be erased, and its owner can take that back."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client

from diary.account_deletion.sealing import (
    WAITS_FOR,
    erase_sealed_accounts,
    open_record_again,
    seal_record,
)
from diary.account_deletion.services import holdings
from diary.doses.models import Dose
from diary.doses.services.answers import record_dose_taken
from diary.reminders.links import NightLink, calendar_address, night_token
from diary.reminders.services.calendar_feed import make_feed
from ldn_app.access.grants import grants_at_clinics, live_grant
from ldn_app.access.viewer import (
    NOBODY,
    GrantNotLive,
    on_behalf_of,
    viewer_for,
    viewer_through,
)
from ldn_app.access.visitor_access import RoomClosed, begin_look, grant_for_secret, session_for_key
from ldn_app.accounts.models import Patient, SignInSession, User
from tests.cast import make_cast, sign_in_by
from tests.factories.people import make_clinician, make_grant, make_patient, make_room
from tests.factories.plans import make_plan

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)
DELETE = "/settings/delete/"
TAKE = "/tonight/2026-11-22/take/"
LAST_SECOND = WAITS_FOR - timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _evening():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def patient():
    patient = make_patient()
    plan = make_plan(patient, first_day=NOW.date() - timedelta(days=3))
    viewer = on_behalf_of(patient.pk)
    record_dose_taken(viewer, plan=plan, dose_day=NOW.date(), taken_at=NOW, now=NOW)
    return patient


@pytest.fixture
def phone(client, patient):
    sign_in_by(client, patient.user, "code")
    return client


def test_the_page_says_what_goes_and_that_it_can_be_taken_back(phone, patient):
    page = phone.get(DELETE).content.decode()

    for words in (patient.user.email, "服用の記録 1件", "7日のあいだは", "いますぐ消す"):
        assert words in page


def test_asking_seals_signs_out_everywhere_and_tells_the_address(
    phone, patient, django_capture_on_commit_callbacks
):
    tablet = Client()
    tablet.force_login(patient.user)

    with django_capture_on_commit_callbacks(execute=True):
        answer = phone.post(DELETE, {"when": "later"}, follow=True)

    assert answer.redirect_chain == [("/settings/delete/waiting/", 302)]
    assert "7日後に" in answer.content.decode()
    assert not SignInSession.objects.filter(user_id=patient.user_id).exists()
    assert tablet.get("/tonight/").url.startswith("/accounts/login/")
    assert Dose.objects.unscoped(reason="a test").filter(patient=patient).exists()
    [message] = mail.outbox
    assert message.to == [patient.user.email]
    assert "消すのをやめる" in message.body


def test_who_signs_in_again_finds_one_page_and_can_take_it_back(phone, patient):
    seal_record(patient, now=NOW)
    phone.force_login(patient.user)

    for address in ("/tonight/", "/settings/", "/settings/download/record.zip", "/month/"):
        assert phone.get(address).url == DELETE, address
    assert phone.post(TAKE, {}).url == DELETE
    page = phone.get(DELETE).content.decode()
    assert "2026年11月29日(日) 午後10時00分" in page
    phone.post("/settings/delete/take-back/")

    assert phone.get("/tonight/").status_code == 200
    assert [one.count for one in holdings(viewer_for(User.objects.get(pk=patient.user_id)))]


def test_an_old_page_that_htmx_posts_from_is_led_there_too(phone, patient):
    seal_record(patient, now=NOW)
    phone.force_login(patient.user)

    answer = phone.post(TAKE, {}, headers={"HX-Request": "true"})

    assert answer["HX-Redirect"] == DELETE


def test_at_once_needs_its_tick(phone, patient):
    answer = phone.post(DELETE, {"when": "now"})

    assert answer.status_code == 422
    assert "印を付けてください" in answer.content.decode()
    assert Patient.objects.get(pk=patient.pk).sealed_at is None


@pytest.mark.parametrize("sealed_before", [False, True])
def test_at_once_with_its_tick_erases(phone, patient, sealed_before):
    if sealed_before:
        seal_record(patient, now=NOW)
        sign_in_by(phone, patient.user, "code")

    answer = phone.post(DELETE, {"when": "now", "understood": "on"})

    assert answer.url == "/settings/delete/done/"
    assert not User.objects.filter(pk=patient.user_id).exists()


def test_nobody_is_a_viewer_of_a_sealed_record(patient):
    doctor = make_clinician()
    grant = make_grant(patient, doctor)
    _, keys = make_room(patient)
    look = begin_look(keys.secret, keys.code, visitor_name="医師", now=NOW)
    seal_record(patient, now=NOW)
    grant.refresh_from_db()

    assert viewer_for(User.objects.get(pk=patient.user_id)) == NOBODY
    assert not Dose.objects.visible_to(on_behalf_of(patient.pk)).exists()
    assert not Dose.objects.editable_by(on_behalf_of(patient.pk)).exists()
    assert not grants_at_clinics(doctor.user_id, now=NOW).exists()
    with pytest.raises(GrantNotLive):
        live_grant(grant.public_id, user_id=doctor.user_id, now=NOW)
    with pytest.raises(GrantNotLive):
        viewer_through(grant, user_id=doctor.user_id, now=NOW)
    with pytest.raises(RoomClosed):
        grant_for_secret(keys.secret, now=NOW)
    with pytest.raises(RoomClosed):
        session_for_key(look, now=NOW)


def test_secret_addresses_show_nothing_of_a_sealed_record(client, patient):
    feed = make_feed(on_behalf_of(patient.pk), now=NOW)
    night = night_token(NightLink(patient.pk, NOW.date(), NOW + timedelta(hours=6)))
    answered = Dose.objects.unscoped(reason="a test").get(patient=patient).recorded_at
    seal_record(patient, now=NOW)

    assert client.get(calendar_address(feed.sealed_token)).status_code == 404
    assert client.post(f"/n/{night}/").status_code == 409
    assert Dose.objects.unscoped(reason="a test").get(patient=patient).recorded_at == answered


def test_everything_is_as_it_was_once_it_was_taken_back(patient):
    doctor = make_clinician()
    grant = make_grant(patient, doctor)
    before = holdings(viewer_for(patient.user))
    seal_record(patient, now=NOW)

    assert open_record_again(patient)

    assert not open_record_again(patient)
    assert holdings(viewer_for(User.objects.get(pk=patient.user_id))) == before
    assert live_grant(grant.public_id, user_id=doctor.user_id, now=NOW) == grant


@pytest.mark.parametrize(("waited", "erased"), [(LAST_SECOND, 0), (WAITS_FOR, 1)])
def test_it_goes_when_seven_days_are_over(patient, waited, erased):
    seal_record(patient, now=NOW)

    assert erase_sealed_accounts(now=NOW + waited) == erased

    assert User.objects.filter(pk=patient.user_id).exists() is not bool(erased)


def test_a_second_asking_does_not_begin_the_seven_days_anew(patient):
    seal_record(patient, now=NOW)

    assert seal_record(patient, now=NOW + timedelta(days=3)) == NOW + WAITS_FOR


def test_one_that_cannot_be_erased_keeps_no_other(patient, monkeypatch, caplog):
    other = make_patient()
    for one in (patient, other):
        seal_record(one, now=NOW)

    def broken_for_the_first(user, *, now):
        if user.pk == patient.user_id:
            raise RuntimeError

    monkeypatch.setattr("diary.account_deletion.services.let_go_of_shares", broken_for_the_first)

    assert erase_sealed_accounts(now=NOW + WAITS_FOR) == 1
    assert User.objects.filter(pk=patient.user_id).exists()
    assert patient.user.email not in caplog.text


def test_others_are_not_touched(client):
    cast = make_cast()
    seal_record(cast.patient, now=NOW)
    client.force_login(cast.user("other_patient"))

    assert client.get("/tonight/").status_code == 200
    assert client.post("/settings/delete/take-back/").url == "/settings/"
    assert Patient.objects.get(pk=cast.patient.pk).sealed_at == NOW


def test_a_sealed_person_can_prove_who_they_are_to_erase_at_once(client, patient):
    seal_record(patient, now=NOW)
    client.force_login(patient.user)

    asked = client.post(DELETE, {"when": "now", "understood": "on"})

    assert asked.url.startswith("/prove/")
    assert client.get(asked.url).status_code == 200
    assert User.objects.filter(pk=patient.user_id).exists()


def test_without_a_fresh_proof_the_sealed_page_asks_for_one_and_comes_back(client, patient):
    seal_record(patient, now=NOW)
    sign_in_by(client, patient.user, "code", at=0)

    answer = client.post(DELETE, {"when": "now", "understood": "on"})

    assert answer.url.startswith("/prove/")
    assert client.get(answer.url).status_code == 200
    assert User.objects.filter(pk=patient.user_id).exists()
