from celery import shared_task
from django.utils import timezone

from .visit import jobs


@shared_task(ignore_result=True)
def make_pdf(job_id: int) -> None:
    """Make the PDF that a patient waits for."""
    jobs.make_pdf(job_id, clock=timezone.now)


@shared_task(ignore_result=True)
def tend_pdf_jobs() -> None:
    """Delete PDFs whose hour is over; give up what hangs."""
    jobs.tend_pdf_jobs(now=timezone.now())
