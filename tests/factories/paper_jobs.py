"""Papers that a worker made, invented."""

from datetime import date, timedelta

from django.utils import timezone

from diary.summaries.domain.period import Period
from diary.summaries.visit_summary.background_pdf import KIND, question_of
from ldn_app.access.models import Look, ShareGrant
from ldn_app.access.viewer import Viewer, on_behalf_of, viewer_through
from ldn_app.accounts.cipher import encrypt_bytes
from ldn_app.accounts.models import Patient
from ldn_app.background_jobs.models import PaperBatch, PaperJob, PaperPiece
from ldn_app.background_jobs.services.asking import ask_for_job
from ldn_app.background_jobs.services.batches import Session, ask_for_batch, jobs_in

MADE_UP = b"%PDF-made up"


def finished_job(patient: Patient, *, day: date) -> PaperJob:
    """A PDF of the patient's own that was finished just now; its file is not a real one."""
    return finished(on_behalf_of(patient.pk), sheet_of_180_days(day))


def finished_job_through(grant: ShareGrant, *, user_id: int, day: date) -> PaperJob:
    """The same, made for a reader."""
    viewer = viewer_through(grant, user_id=user_id, now=timezone.now())
    return finished(viewer, sheet_of_180_days(day))


def finished_batch(
    grants: list[ShareGrant], *, user_id: int, session_key: str = "a session"
) -> PaperBatch:
    """PDFs of several patients, finished just now in a session."""
    session = Session(user_id, session_key)
    batch = ask_for_batch(session, grants, KIND, {}, asked_for=len(grants), now=timezone.now())
    for job in jobs_in(batch):
        finish(job)
    return batch


def sheet_of_180_days(day: date) -> dict[str, str]:
    return question_of(Period("180", day - timedelta(days=179), day))


def finished(viewer: Viewer, asked: dict, *, kind: str = KIND, look: Look | None = None):
    now = timezone.now()
    job = ask_for_job(viewer, kind, asked, now=now, look=look)
    finish(job)
    return jobs().get(pk=job.pk)


def finish(job: PaperJob) -> None:
    now = timezone.now()
    jobs().filter(pk=job.pk).update(
        state=PaperJob.State.DONE, step=job.steps, tries=1, started_at=now, finished_at=now
    )
    PaperPiece.objects.create(job=job, number=0, token=encrypt_bytes(MADE_UP))


def jobs():
    return PaperJob.objects.unscoped(reason="test")
