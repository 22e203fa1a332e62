from celery import shared_task
from django.utils import timezone

from .services import making, tending


@shared_task(ignore_result=True)
def make_paper(job_id: int) -> None:
    """Make the paper that somebody waits for."""
    making.make_paper(job_id, clock=timezone.now)


@shared_task(ignore_result=True)
def tend_papers() -> None:
    """Delete papers whose hour is over; take up again what hangs."""
    tending.tend_papers(now=timezone.now())
