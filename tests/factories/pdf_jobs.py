"""PDF jobs, invented."""

from datetime import date, timedelta

from django.utils import timezone

from diary.summaries.models import PdfFile, PdfJob
from ldn_app.access.viewer import on_behalf_of
from ldn_app.accounts.cipher import encrypt_bytes
from ldn_app.accounts.models import Patient


def finished_job(patient: Patient, *, day: date) -> PdfJob:
    """A job that was finished just now; its file is not a real PDF."""
    now = timezone.now()
    job = PdfJob.objects.create_for(
        on_behalf_of(patient.pk),
        period="180",
        first_day=day - timedelta(days=179),
        last_day=day,
        state=PdfJob.State.DONE,
        step=PdfJob.STEPS,
        asked_at=now,
        started_at=now,
        finished_at=now,
    )
    PdfFile.objects.create(job=job, token=encrypt_bytes(b"%PDF-made up"))
    return job


def jobs():
    return PdfJob.objects.unscoped(reason="test")
