"""A paper that a worker makes: one for two taps, its owner's only, gone after an hour."""

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from pypdf import PdfReader

from diary.summaries.visit_summary import background_pdf
from ldn_app.access.viewer import on_behalf_of
from ldn_app.background_jobs.models import PaperJob, PaperPiece
from ldn_app.background_jobs.queries import content_of, is_ready, pieces_of
from ldn_app.background_jobs.renderers import JobRenderer, renderer_of
from ldn_app.background_jobs.services import rendering
from ldn_app.background_jobs.services.asking import ask_for_job
from ldn_app.background_jobs.services.maintenance import maintain_jobs
from ldn_app.background_jobs.services.rendering import render_job
from tests.factories.paper_jobs import finished_job, jobs, sheet_of_180_days
from tests.factories.people import make_patient
from tests.factories.plans import make_plan

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
State = PaperJob.State

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient():
    patient = make_patient(display_name="はなこ")
    make_plan(patient)
    return patient


@pytest.fixture
def pages(use_renderer):
    """A made-up kind of job; what the test puts into ``pages`` is its content."""
    content = []
    use_renderer(lambda job: content)
    return content


def asked_for(patient, now=NOW, kind="sheet"):
    return ask_for_job(on_behalf_of(patient.pk), kind, sheet_of_180_days(TODAY), now=now)


def again(job):
    return jobs().get(pk=job.pk)


def test_two_taps_make_one_job(patient, woken_for, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first, second = asked_for(patient), asked_for(patient)

    assert first == second
    assert woken_for == [first.pk]


def test_the_database_holds_it_even_when_two_taps_do_not_see_each_other(patient, woken_for):
    job = asked_for(patient)

    with pytest.raises(IntegrityError), transaction.atomic():
        PaperJob.objects.create_for(
            on_behalf_of(patient.pk), kind="sheet", once_key=job.once_key, steps=4, asked_at=NOW
        )


def test_a_worker_makes_it_and_keeps_only_what_nobody_can_read(patient, woken_for):
    job = asked_for(patient)

    render_job(job.pk, clock=lambda: NOW)

    content = content_of(again(job), now=NOW)
    assert (again(job).state, again(job).step) == (State.DONE, 4)
    assert "はなこ" in PdfReader(io.BytesIO(content)).pages[0].extract_text()
    assert "PDF" not in PaperPiece.objects.get(job=job).token[:100]


def test_a_large_paper_is_kept_in_pieces_and_comes_back_whole(
    patient, woken_for, pages, monkeypatch
):
    monkeypatch.setattr(rendering, "PIECE_BYTES", 10)
    pages += [b"one", b"two", b"three", b"four"]
    job = asked_for(patient, kind="test")

    render_job(job.pk, clock=lambda: NOW)

    assert [*pieces_of(again(job))] == [b"onetwothre", b"efour"]


def test_a_job_that_was_taken_is_not_made_again(patient, woken_for):
    job = asked_for(patient)
    jobs().filter(pk=job.pk).update(state=State.WORKING)

    render_job(job.pk, clock=lambda: NOW)

    assert again(job).state == State.WORKING
    assert not PaperPiece.objects.exists()


def test_what_fails_says_so_tells_no_secret_and_can_be_asked_for_again(
    patient, woken_for, monkeypatch, caplog
):
    def broken(_):
        raise ValueError("はなこ")

    job = asked_for(patient)
    monkeypatch.setattr(background_pdf, "sheet_pdf", broken)

    render_job(job.pk, clock=lambda: NOW)

    assert again(job).state == State.FAILED
    assert "はなこ" not in caplog.text
    assert asked_for(patient) != job


def test_what_fails_in_the_middle_leaves_nothing(patient, woken_for, use_renderer, monkeypatch):
    def half(_):
        yield b"half"
        raise ValueError

    use_renderer(half)
    monkeypatch.setattr(rendering, "PIECE_BYTES", 1)
    job = asked_for(patient, kind="test")

    render_job(job.pk, clock=lambda: NOW)

    assert again(job).state == State.FAILED
    assert not PaperPiece.objects.exists()


def test_a_worker_whose_job_was_taken_over_writes_nothing_more(patient, woken_for, use_renderer):
    later = NOW + timedelta(minutes=6)

    def overtaken(_):
        maintain_jobs(now=later)  # It looks dead, and another one begins.
        jobs().filter(pk=job.pk).update(state=State.WORKING, tries=2)
        return [b"late"]

    use_renderer(overtaken)
    job = asked_for(patient, kind="test")
    render_job(job.pk, clock=lambda: NOW)

    assert again(job).state == State.WORKING
    assert not PaperPiece.objects.exists()


def test_after_an_hour_nothing_is_left(patient):
    job = finished_job(patient, day=TODAY)
    later = job.asked_at + timedelta(hours=1)

    assert is_ready(job, later - timedelta(seconds=1))
    assert content_of(job, now=later) is None
    maintain_jobs(now=later)

    assert not PaperPiece.objects.exists()
    assert not jobs().exists()


def test_a_killed_worker_is_replaced_once_and_a_lost_nudge_repeated(patient, woken_for):
    hanging, waiting = asked_for(patient), asked_for(make_patient())
    hanging_since = {"state": State.WORKING, "tries": 1, "started_at": NOW}
    jobs().filter(pk=hanging.pk).update(**hanging_since)

    maintain_jobs(now=NOW + timedelta(minutes=3))

    assert again(hanging).state == State.WAITING
    assert set(woken_for) == {hanging.pk, waiting.pk}


def test_a_paper_that_stops_two_workers_is_left_alone(patient, woken_for):
    job = asked_for(patient)
    jobs().filter(pk=job.pk).update(state=State.WORKING, tries=2, started_at=NOW)
    PaperPiece.objects.create(job=job, number=0, token="half of it")

    maintain_jobs(now=NOW + timedelta(minutes=3))

    assert again(job).state == State.FAILED
    assert not PaperPiece.objects.exists()
    assert woken_for == []


def test_an_erased_account_takes_its_papers_along(patient):
    finished_job(patient, day=TODAY)

    patient.user.delete()

    assert not PaperPiece.objects.exists()


@pytest.mark.parametrize("kind", ["sheet", "archive", "reading"])
def test_every_kind_has_its_renderer(kind, settings):
    assert set(settings.JOB_RENDERERS) == {"sheet", "archive", "reading"}
    assert isinstance(renderer_of(kind), JobRenderer)
