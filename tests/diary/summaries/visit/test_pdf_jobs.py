"""A PDF that a worker makes: one for two taps, its owner's only, gone after an hour."""

import io
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from pypdf import PdfReader

from diary.summaries.domain.period import Period
from diary.summaries.models import PdfFile, PdfJob
from diary.summaries.visit import jobs
from diary.summaries.visit.choice import Chosen
from ldn_app.access.viewer import on_behalf_of
from tests.factories.pdf_jobs import finished_job
from tests.factories.pdf_jobs import jobs as all_jobs
from tests.factories.people import make_patient
from tests.factories.plans import make_plan

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
PERIOD = Period("180", TODAY - timedelta(days=179), TODAY)

pytestmark = pytest.mark.django_db


@pytest.fixture
def nudged(monkeypatch):
    """The ids of the jobs that workers were told of."""
    told = []
    monkeypatch.setattr(jobs, "_nudge", told.append)
    return told


@pytest.fixture
def patient():
    patient = make_patient(display_name="はなこ")
    make_plan(patient)
    return patient


def asked_for(patient, now=NOW):
    return jobs.ask_for_pdf(on_behalf_of(patient.pk), PERIOD, Chosen(), now=now)


def state_of(job):
    return all_jobs().get(pk=job.pk).state


def test_two_taps_make_one_job(patient, nudged, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first, second = asked_for(patient), asked_for(patient)

    assert first == second
    assert nudged == [first.pk]


def test_the_database_holds_it_even_when_two_taps_do_not_see_each_other(patient, nudged):
    job = asked_for(patient)
    with pytest.raises(IntegrityError), transaction.atomic():
        PdfJob.objects.create_for(
            on_behalf_of(patient.pk),
            period="180",
            first_day=job.first_day,
            last_day=job.last_day,
            asked_at=NOW,
        )


def test_a_worker_makes_it_and_keeps_only_what_nobody_can_read(patient, nudged):
    job = asked_for(patient)

    jobs.make_pdf(job.pk, clock=lambda: NOW)

    job = all_jobs().get(pk=job.pk)
    content = jobs.content_of(job, now=NOW)
    assert (job.state, job.step) == (PdfJob.State.DONE, PdfJob.STEPS)
    assert "はなこ" in PdfReader(io.BytesIO(content)).pages[0].extract_text()
    assert "PDF" not in PdfFile.objects.get(job=job).token[:100]


def test_a_job_that_was_taken_is_not_made_again(patient, nudged):
    job = asked_for(patient)
    all_jobs().filter(pk=job.pk).update(state=PdfJob.State.WORKING)

    jobs.make_pdf(job.pk, clock=lambda: NOW)

    assert state_of(job) == PdfJob.State.WORKING
    assert not PdfFile.objects.exists()


def test_what_fails_says_so_tells_no_secret_and_can_be_asked_for_again(
    patient, nudged, monkeypatch, caplog
):
    def broken(_):
        raise ValueError("はなこ")

    job = asked_for(patient)
    monkeypatch.setattr(jobs, "sheet_pdf", broken)

    jobs.make_pdf(job.pk, clock=lambda: NOW)

    assert state_of(job) == PdfJob.State.FAILED
    assert "はなこ" not in caplog.text
    assert asked_for(patient) != job


def test_after_an_hour_nothing_is_left(patient):
    job = finished_job(patient, day=TODAY)
    later = job.asked_at + timedelta(hours=1)

    assert jobs.content_of(job, now=later - timedelta(seconds=1))
    assert jobs.content_of(job, now=later) is None
    jobs.tend_pdf_jobs(now=later)

    assert not PdfFile.objects.exists()
    assert not all_jobs().exists()


def test_a_killed_worker_and_a_lost_nudge_are_noticed(patient, nudged):
    hanging = asked_for(patient)
    all_jobs().filter(pk=hanging.pk).update(state=PdfJob.State.WORKING, started_at=NOW)
    waiting = asked_for(make_patient())

    jobs.tend_pdf_jobs(now=NOW + timedelta(minutes=6))

    assert state_of(hanging) == PdfJob.State.FAILED
    assert nudged == [waiting.pk]


def test_an_erased_account_takes_its_file_along(patient):
    finished_job(patient, day=TODAY)

    patient.user.delete()

    assert not PdfFile.objects.exists()


@pytest.fixture
def browser(client, patient):
    client.force_login(patient.user, backend="ldn_app.accounts.backends.AccountBackend")
    with time_machine.travel(NOW, tick=False):
        yield client


def test_a_long_period_leads_to_the_button_and_the_button_to_the_bar(browser, nudged):
    assert browser.get("/visit/summary.pdf?period=180").url == "/visit/?period=180"
    assert 'action="/visit/pdf/"' in browser.get("/visit/?period=180").text

    answer = browser.post("/visit/pdf/", {"period": "180"})
    page = browser.get(answer.url)

    assert '<progress class="pdf-job__bar" id="pdf-progress" max="4" value="0"' in page.text
    assert "<noscript>" in page.text
    assert f'href="{answer.url}"' in page.text
    assert "hx-trigger" in browser.get(f"{answer.url}state/").text
    assert browser.get(f"{answer.url}summary.pdf").status_code == 404


def test_a_finished_one_is_opened_by_its_owner_only(browser, patient):
    mine = finished_job(patient, day=TODAY)
    theirs = finished_job(make_patient(), day=TODAY)

    answer = browser.get(f"/visit/pdf/{mine.public_id}/summary.pdf")

    assert answer.content == b"%PDF-made up"
    assert answer["Content-Disposition"] == 'inline; filename="ldn-note-2026-11-22.pdf"'
    assert "no-store" in answer["Cache-Control"]
    assert "<progress" not in browser.get(f"/visit/pdf/{mine.public_id}/").text
    for rest in ("", "state/", "summary.pdf"):
        assert browser.get(f"/visit/pdf/{theirs.public_id}/{rest}").status_code == 404


def test_a_failed_one_says_so_and_offers_another_try(browser, patient):
    job = finished_job(patient, day=TODAY)
    all_jobs().filter(pk=job.pk).update(state=PdfJob.State.FAILED)

    text = browser.get(f"/visit/pdf/{job.public_id}/state/").text

    assert "PDFを作れませんでした。" in text
    assert "もう一度作る" in text
