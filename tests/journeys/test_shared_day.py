"""A reader goes from the sheet to one day, to the day before it, and back to the same period."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from diary.summaries.models import SheetChoice
from ldn_app.access.viewer import on_behalf_of
from ldn_app.clock import clock_of
from ldn_app.ui.dates import day_label, full_day_label
from tests.factories.entries import make_dose, make_symptom, rate
from tests.factories.people import make_clinician, make_grant, make_patient, make_room
from tests.factories.plans import make_plan
from tests.journeys.axe import complaints_of_axe
from tests.journeys.signed_in import sign_in
from tests.journeys.test_look_of_pages import PRESSABLE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def patient():
    patient = make_patient(display_name="はなこ")
    today = clock_of(patient).day_of(timezone.now())
    plan = make_plan(patient, first_day=today - timedelta(days=40), amount_mg="4.5")
    symptom = make_symptom(patient, "だるさ")
    for back in range(1, 30):
        if back % 5:
            make_dose(plan, today - timedelta(days=back), amount_mg="4.5")
            rate(symptom, today - timedelta(days=back), back % 11)
    SheetChoice.objects.create_for(on_behalf_of(patient.pk), sections=["days"])
    return patient


def days_back(patient, back):
    return clock_of(patient).day_of(timezone.now()) - timedelta(days=back)


def from_the_sheet_to_a_day_and_back(page, patient) -> None:
    day, before = days_back(patient, 2), days_back(patient, 3)
    page.get_by_role("link", name="30日", exact=True).click()
    page.locator("svg").get_by_role("link", name=day_label(day)).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(full_day_label(day))
    expect(page.get_by_text("飲んだ 4.5mg")).to_be_visible()
    page.get_by_role("link", name="前の日").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(full_day_label(before))
    page.get_by_role("link", name="診察のまとめへ").click()
    expect(page).to_have_url(re.compile(r"\?period=30$"))


@pytest.mark.parametrize("java_script", [True, False], ids=["with a script", "without"])
def test_a_clinician_opens_a_day_from_the_four_weeks(open_phone, live_server, patient, java_script):
    clinician = make_clinician()
    grant = make_grant(patient, clinician)
    page = open_phone(java_script=java_script)
    sign_in(page, clinician.user, live_server.url)
    page.goto(f"/shared/{grant.public_id}/")

    from_the_sheet_to_a_day_and_back(page, patient)


def test_a_visitor_in_the_room_does_the_same(open_phone, patient):
    _, keys = make_room(patient)
    page = open_phone()
    page.goto(f"/look/#{keys.secret}")
    page.get_by_label("お名前").fill("青木 医師")
    page.get_by_label("番号").fill(keys.code)
    page.get_by_role("button", name="開く").click()

    from_the_sheet_to_a_day_and_back(page, patient)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_days_can_be_pressed_and_read_by_everybody(open_phone, live_server, patient, dark):
    clinician = make_clinician()
    grant = make_grant(patient, clinician, categories=["plan", "doses", "symptoms"])
    page = open_phone(dark=dark)
    sign_in(page, clinician.user, live_server.url)

    for address in ("", f"days/{days_back(patient, 2)}/", f"days/{days_back(patient, 5)}/"):
        page.goto(f"/shared/{grant.public_id}/{address}")
        assert complaints_of_axe(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
        small = [one for one in page.evaluate(PRESSABLE) if one["height"] < 56 or one["width"] < 44]
        assert small == [], address
