from celery import shared_task
from django.core.management import call_command


@shared_task(ignore_result=True)
def clear_expired_sessions() -> None:
    """Delete sessions past their end, so that signed-out phones leave nothing behind."""
    call_command("clearsessions")
