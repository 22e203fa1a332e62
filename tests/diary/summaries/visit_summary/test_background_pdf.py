"""The pages around a PDF that a worker makes for the patient."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from ldn_app.background_jobs.models import PaperJob
from tests.factories.paper_jobs import MADE_UP, finished_job, jobs
from tests.factories.people import make_patient
from tests.factories.plans import make_plan

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient():
    patient = make_patient(display_name="はなこ")
    make_plan(patient)
    return patient


@pytest.fixture
def browser(client, patient):
    client.force_login(patient.user)
    with time_machine.travel(NOW, tick=False):
        yield client


def test_a_long_period_leads_to_the_button_and_the_button_to_the_bar(browser):
    assert browser.get("/visit/summary.pdf?period=180").url == "/visit/?period=180"
    assert 'action="/visit/pdf/"' in browser.get("/visit/?period=180").text

    answer = browser.post("/visit/pdf/", {"period": "180"})
    page = browser.get(answer.url)

    assert '<progress class="paper-job__bar" id="paper-progress" max="4" value="0"' in page.text
    assert "<noscript>" in page.text
    assert f'href="{answer.url}"' in page.text
    assert "hx-trigger" in browser.get(f"{answer.url}state/").text
    assert browser.get(f"{answer.url}summary.pdf").status_code == 404


def test_a_finished_one_is_opened_by_its_owner_only(browser, patient):
    mine = finished_job(patient, day=TODAY)
    theirs = finished_job(make_patient(), day=TODAY)

    answer = browser.get(f"/visit/pdf/{mine.public_id}/summary.pdf")

    assert answer.content == MADE_UP
    assert answer["Content-Disposition"] == (
        f'inline; filename="kiroku-2026-11-22_180d_{mine.public_id.hex[:6]}.pdf"'
    )
    assert "no-store" in answer["Cache-Control"]
    assert "<progress" not in browser.get(f"/visit/pdf/{mine.public_id}/").text
    for rest in ("", "state/", "summary.pdf"):
        assert browser.get(f"/visit/pdf/{theirs.public_id}/{rest}").status_code == 404


def test_a_failed_one_says_so_and_offers_another_try(browser, patient):
    job = finished_job(patient, day=TODAY)
    jobs().filter(pk=job.pk).update(state=PaperJob.State.FAILED)

    text = browser.get(f"/visit/pdf/{job.public_id}/state/").text

    assert "PDFを作れませんでした。" in text
    assert "もう一度作る" in text
    assert 'name="period" value="180"' in text
