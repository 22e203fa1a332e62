"""Every page of the matrix of addresses, full and empty, light and dark, in front of axe."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from diary.doses.services.answers import record_dose_skipped, record_dose_taken
from diary.reminders.services.calendar_feed import make_feed
from ldn_app.access.viewer import on_behalf_of
from ldn_app.clock import clock_of
from tests.architecture.test_addresses import (
    ADDRESSES,
    CLINICIAN,
    GRANT,
    INVITED,
    OWNER,
    PATIENT,
    PERSON,
    READING,
)
from tests.cast import make_cast
from tests.factories.check_ins import make_effect, make_note, make_rating, make_sleep, make_symptom
from tests.factories.comments import make_comment
from tests.factories.paper_jobs import finished, finished_job
from tests.factories.papers import (
    make_medicine,
    make_opioid_answer,
    make_result,
    make_score,
    make_supply,
)
from tests.factories.people import (
    make_clinic,
    make_clinician,
    make_grant,
    make_patient,
    make_room,
)
from tests.factories.plans import make_plan
from tests.factories.visits import make_visits
from tests.journeys.axe import complaints_in_both_colours
from tests.journeys.signed_in import sign_in

# Files, and the part of a page that htmx fetches; the month is looked at with a day open.
NO_PAGES = (".pdf", ".json", ".zip", "/day/", "_id>/state/")

pytestmark = pytest.mark.django_db(transaction=True)


def pages_of(audience: str) -> list[str]:
    return [
        route
        for route, (whom, method) in ADDRESSES.items()
        if whom == audience and method == "GET" and not route.endswith(NO_PAGES)
    ]


def fill(patient, today: date) -> dict[str, str]:
    """A diary with something of everything; returns what stands for the names in addresses."""
    viewer = on_behalf_of(patient.pk)
    plan = make_plan(
        patient, first_day=today - timedelta(days=40), steps=[(today + timedelta(days=5), "3")]
    )
    for back in range(1, 30):
        day = today - timedelta(days=back)
        if back % 7:
            record_dose_taken(viewer, plan=plan, dose_day=day, taken_at=None, now=timezone.now())
        elif back % 2:
            record_dose_skipped(viewer, plan=plan, dose_day=day, now=timezone.now())
    symptom = make_symptom(patient, name="だるさ")
    for back in range(1, 20):
        make_rating(symptom, today - timedelta(days=back), back % 11)
    make_sleep(patient, today, quality=5)
    make_effect(patient, today, "headache", "mild")
    make_effect(patient, today, "urgent_allergy")
    make_note(patient, today, text="めまいがあった。", tell_doctor=True)
    visit = make_visits(patient, today)
    make_feed(viewer, now=timezone.now())
    doctor = make_clinician()
    make_comment(make_grant(patient, doctor, may_comment=True), doctor)
    return {
        "<day:dose_day>": (today - timedelta(days=1)).isoformat(),
        "<day:day>": today.isoformat(),
        "<int:event_id>": str(plan.rows[0].pk),
        "<int:visit_id>": str(visit.pk),
        **fill_papers(patient, today),
        "<uuid:public_id>": str(make_room(patient)[0].public_id),
        "<str:clinic_code>": make_clinic().code,
        "<slug:topic>": "name",
        "<slug:kind>": "dose",
        "<uuid:job_id>": str(finished_job(patient, day=today).public_id),
        "<uuid:archive_id>": str(finished(viewer, {}, kind="archive").public_id),
        "<uuid:reading_id>": str(finished(viewer, READING, kind="reading").public_id),
    }


def fill_papers(patient, today: date) -> dict[str, str]:
    """What is copied from paper, and what stands for it in addresses."""
    terms = {"unit": "U/L", "low_text": "13", "high_text": "30"}
    result = make_result(patient, today, "AST", "32", **terms)
    make_result(patient, today, "フェリチン", "45", unit="ng/mL")
    make_score(patient, today, "ps", value="6")
    medicine = make_medicine(patient, note="夜1回")
    make_opioid_answer(patient, today, "using")
    return {
        "<int:result_id>": str(result.pk),
        "<int:response_id>": str(make_score(patient, today, "phq9").pk),
        "<int:medicine_id>": str(medicine.pk),
        "<int:supply_id>": str(make_supply(patient, today, lot="A1").pk),
        "<slug:instrument>": "phq9",
    }


@pytest.fixture
def people(live_server):
    """A patient with a full diary, one with an empty one, and what addresses name."""
    full, empty = make_patient(), make_patient()
    today = clock_of(full).day_of(timezone.now())
    names = fill(full, today)
    return full, empty, names


def address_of(route: str, names: dict[str, str]) -> str:
    for name, value in names.items():
        route = route.replace(name, value)
    return f"/{route}"


@pytest.mark.parametrize("diary", ["full", "empty"])
def test_axe_finds_nothing_serious_on_a_patients_pages(open_phone, live_server, people, diary):
    full, empty, names = people
    page, complaints = open_phone(), {}
    sign_in(page, (full if diary == "full" else empty).user, live_server.url)
    for route in [*pages_of(PATIENT), *pages_of(PERSON)]:
        answer = page.goto(address_of(route, names))
        if answer.status == 404 and diary == "empty":
            continue  # an address that names a row of the other diary
        assert answer.status == 200, route
        if found := complaints_in_both_colours(page):
            complaints[route] = found

    assert complaints == {}


def test_axe_finds_nothing_serious_on_a_clinicians_pages(open_phone, live_server, people):
    full, _, names = people
    clinician = make_clinician()
    grant = make_grant(full, clinician, categories=["plan", "doses"], may_comment=True)
    make_comment(grant, clinician)
    page = open_phone()
    sign_in(page, clinician.user, live_server.url)

    for route in pages_of(GRANT):
        page.goto(address_of(route, {**names, "<uuid:public_id>": str(grant.public_id)}))
        assert complaints_in_both_colours(page) == [], route


def test_axe_finds_nothing_serious_on_the_pages_of_a_clinic_and_of_family(open_phone, live_server):
    cast = make_cast()
    names = {
        "<str:clinic_code>": cast.grant.clinic.code,
        "<uuid:invited_id>": str(cast.invitation.public_id),
        "<uuid:invitation_id>": str(cast.clinic_invitation.public_id),
        "<slug:topic>": "name",
    }
    of_the_clinic = ((CLINICIAN, "clinician"), (OWNER, "clinician"), (PERSON, "clinician"))
    for audience, member in (*of_the_clinic, (INVITED, "family")):
        page = open_phone()
        sign_in(page, cast.user(member), live_server.url)
        for route in pages_of(audience):
            assert page.goto(address_of(route, names)).status == 200, route
            assert complaints_in_both_colours(page) == [], route
