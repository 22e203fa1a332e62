from celery import shared_task
from django.utils import timezone

from .services import maintenance, rendering


@shared_task(ignore_result=True)
def render_job(job_id: int) -> None:
    """Render the job that somebody waits for."""
    rendering.render_job(job_id, clock=timezone.now)


@shared_task(ignore_result=True)
def maintain_jobs() -> None:
    """Delete jobs whose hour is over; restart those that hang."""
    maintenance.maintain_jobs(now=timezone.now())
