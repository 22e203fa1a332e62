"""The clinician's side: only what one live grant opens, and every look is logged."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ldn_app.access.models import AccessEvent
from ldn_app.access.viewer import on_behalf_of
from tests.cast import sign_in_twice
from tests.days import today_of
from tests.factories.entries import make_note, make_sleep
from tests.factories.people import LONG_AGO, make_clinician, make_grant, make_patient
from tests.sql import statements

pytestmark = pytest.mark.django_db

PAGES = ("", "summary.pdf")


@pytest.fixture
def clinician(client):
    clinician = make_clinician(name="青木 医師")
    sign_in_twice(client, clinician.user)
    return clinician


@pytest.fixture
def patient():
    patient = make_patient(display_name="はなこ")
    yesterday = today_of(patient) - timedelta(days=1)
    make_sleep(patient, yesterday, quality=5)
    make_note(patient, yesterday, "先生だけに", tell_doctor=True)
    return patient


def address(grant, page=""):
    return f"/shared/{grant.public_id}/{page}"


def test_the_list_shows_live_grants_only(client, clinician, patient):
    live = make_grant(patient, clinician)
    make_grant(make_patient(display_name="おわり"), clinician, revoked_at=timezone.now())
    make_grant(make_patient(display_name="よそ"), make_clinician())

    text = client.get("/shared/").text

    assert "はなこ さん" in text
    assert address(live) in text
    assert "おわり" not in text
    assert "よそ" not in text


def test_without_a_grant_the_list_says_what_will_come(client, clinician):
    assert "いま見られる記録はありません" in client.get("/shared/").text


def test_the_sheet_shows_what_is_shared_and_says_what_is_not(client, clinician, patient):
    grant = make_grant(patient, clinician, categories=["sleep"])

    text = client.get(address(grant)).text

    assert "はなこ さん" in text
    assert "眠りの質" in text
    assert "共有されていません" in text
    assert "先生だけに" not in text


def test_everything_shared_shows_the_notes(client, clinician, patient):
    assert "先生だけに" in client.get(address(make_grant(patient, clinician))).text


def test_the_sheet_costs_a_reader_no_more_queries_than_planned(client, clinician, patient):
    """Fifteen of the sheet with session and person, the grant, the log, the line on Tonight."""
    grant = make_grant(patient, clinician)

    with statements() as first:
        client.get(address(grant))
    with statements() as second:
        client.get(address(grant))

    assert len(first) <= 18, first
    assert len(second) <= 17, second


@pytest.mark.parametrize("page", PAGES)
def test_each_look_is_logged_where_the_patient_can_read_it(client, clinician, patient, page):
    grant = make_grant(patient, clinician)

    client.get(address(grant, page))

    event = AccessEvent.objects.visible_to(on_behalf_of(patient.pk)).get()
    assert (event.reader_name, event.grant_id) == ("青木 医師", grant.pk)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "over",
    [
        {"revoked_at": LONG_AGO + timedelta(days=1)},
        {"expires_at": LONG_AGO + timedelta(days=1)},
        {"created_at": LONG_AGO + timedelta(days=36400)},
    ],
    ids=["revoked", "expired", "not yet"],
)
def test_a_grant_that_is_not_live_is_not_there(client, clinician, patient, over, page):
    grant = make_grant(patient, clinician, **over)

    assert client.get(address(grant, page)).status_code == 404
    assert not AccessEvent.objects.visible_to(on_behalf_of(patient.pk)).exists()


@pytest.mark.parametrize("page", PAGES)
def test_somebody_elses_grant_is_not_there(client, clinician, patient, page):
    assert client.get(address(make_grant(patient, make_clinician()), page)).status_code == 404


def test_revoking_works_on_the_next_click(client, clinician, patient):
    grant = make_grant(patient, clinician)
    assert client.get(address(grant)).status_code == 200

    grant.revoked_at = timezone.now()
    grant.save()

    assert client.get(address(grant)).status_code == 404


def test_the_pdf_comes_through_the_grant(client, clinician, patient):
    answer = client.get(
        address(make_grant(patient, clinician, categories=["doses"]), "summary.pdf")
    )

    assert answer["Content-Type"] == "application/pdf"
    assert "kiroku-" in answer["Content-Disposition"]


def test_at_most_fifteen_queries(client, clinician, patient, django_assert_max_num_queries):
    """One more when it is the first look since the patient read the log: Tonight is told."""
    grant = make_grant(patient, clinician)

    with django_assert_max_num_queries(16):
        client.get(address(grant) + "?period=visit")
    with django_assert_max_num_queries(15):
        client.get(address(grant) + "?period=visit")
