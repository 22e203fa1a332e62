from celery import shared_task
from django.utils import timezone

from . import waiting


@shared_task(ignore_result=True)
def forget_waiting_files() -> None:
    """Delete files that somebody chose and did not take in."""
    waiting.forget_old(now=timezone.now())
