from celery import shared_task
from django.utils import timezone

from .sealing import erase_sealed_accounts


@shared_task(ignore_result=True)
def erase_what_waited() -> None:
    """Erase the accounts whose seven days are over."""
    erase_sealed_accounts(now=timezone.now())
