"""The clinician's list in a real browser: searching while one types, and without a script."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.days import today_of
from tests.factories.entries import make_note
from tests.factories.people import make_clinician, make_grant, make_patient
from tests.factories.plans import make_plan
from tests.journeys.signed_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clinician():
    clinician = make_clinician(name="青木 医師")
    flagged = make_patient(display_name="タカハシ")
    make_plan(flagged, first_day=today_of(flagged) - timedelta(days=20))
    make_note(flagged, today_of(flagged) - timedelta(days=2), "読んで", tell_doctor=True)
    make_grant(flagged, clinician)
    make_grant(make_patient(display_name="さとう"), clinician, categories=["plan"])
    return clinician


@pytest.mark.parametrize("java_script", [True, False], ids=["with a script", "without"])
def test_a_name_is_found_and_leads_to_the_sheet(open_phone, live_server, clinician, java_script):
    page = open_phone(java_script=java_script)
    sign_in(page, clinician.user, live_server.url)
    page.goto("/shared/")
    expect(page.locator(".patient-line")).to_have_count(2)

    page.get_by_label("呼び名でさがす").press_sequentially("たかはし")
    if not java_script:
        page.get_by_role("button", name="さがす").click()

    expect(page.locator(".patient-line")).to_have_count(1)
    assert page.url.endswith("/shared/")
    page.get_by_role("link", name="タカハシ さん").click()
    expect(page.get_by_text("共有された記録").first).to_be_visible()
