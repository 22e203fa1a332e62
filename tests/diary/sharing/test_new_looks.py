"""Tonight says quietly that somebody looked, until the patient reads the log."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ldn_app.access.new_looks import KEY, tell_of_look
from ldn_app.accounts.standing_notices import set_standing
from tests.cast import sign_in_twice
from tests.factories.people import make_clinic, make_clinician, make_grant, make_patient
from tests.factories.plans import make_plan

pytestmark = pytest.mark.django_db

WORDS = "あたらしい閲覧があります"


@pytest.fixture
def patient(client):
    patient = make_patient()
    make_plan(patient)
    client.force_login(patient.user)
    return patient


@pytest.fixture
def clinician():
    clinician = make_clinician()
    make_clinic(clinician)
    return clinician


@pytest.fixture
def staff(clinician):
    browser = Client()
    sign_in_twice(browser, clinician.user)
    return browser


def test_nothing_is_said_before_anybody_looked(client, patient, clinician):
    make_grant(patient, clinician)

    assert WORDS not in client.get("/tonight/").text


def test_a_look_is_said_until_the_log_is_read(client, patient, clinician, staff):
    grant = make_grant(patient, clinician)

    staff.get(f"/shared/{grant.public_id}/")
    before = client.get("/tonight/").text
    client.get("/sharing/log/")

    assert WORDS in before
    assert "/sharing/log/" in before
    assert WORDS not in client.get("/tonight/").text


def test_a_look_after_the_log_was_read_is_news_again(client, patient, clinician, staff):
    grant = make_grant(patient, clinician)
    staff.get(f"/shared/{grant.public_id}/")
    client.get("/sharing/log/")

    staff.get(f"/shared/{grant.public_id}/")

    assert WORDS in client.get("/tonight/").text


def test_the_line_of_another_room_stays(client, patient, clinician, staff):
    set_standing(patient.pk, shown={"other.line"}, among={"other.line"})
    grant = make_grant(patient, clinician)

    staff.get(f"/shared/{grant.public_id}/")
    client.get("/sharing/log/")

    patient.refresh_from_db()
    assert patient.standing_notices == ["other.line"]


def test_a_line_that_came_in_between_is_not_lost(patient):
    set_standing(patient.pk, shown={"other.line"}, among={"other.line"})

    tell_of_look(patient)  # Its row was read before the other line was written.

    patient.refresh_from_db()
    assert patient.standing_notices == ["other.line", KEY]


def test_the_clinics_list_is_in_the_log_and_no_news(client, patient, clinician, staff):
    make_grant(patient, clinician)

    staff.get("/shared/")

    assert WORDS not in client.get("/tonight/").text
    assert "患者さんの一覧で見た" in client.get("/sharing/log/").text


def test_only_the_patient_who_was_looked_at_is_told(client, patient, clinician, staff):
    staff.get(f"/shared/{make_grant(make_patient(), clinician).public_id}/")

    assert WORDS not in client.get("/tonight/").text


def test_a_refused_look_says_nothing(client, patient, staff):
    grant = make_grant(patient, make_clinician())

    assert staff.get(f"/shared/{grant.public_id}/").status_code == 404
    assert WORDS not in client.get("/tonight/").text


def test_tonight_asks_nothing_more(client, patient, clinician, staff):
    quiet = _queries_of(client)
    grant = make_grant(patient, clinician)
    staff.get(f"/shared/{grant.public_id}/")

    assert _queries_of(client) == quiet


def _queries_of(client):
    with CaptureQueriesContext(connection) as seen:
        client.get("/tonight/")
    return len(seen)
