from celery import shared_task
from django.utils import timezone

from . import rate_limits, services


@shared_task(ignore_result=True)
def clear_expired_sessions() -> None:
    """Delete sessions past their end, so that signed-out phones leave nothing behind."""
    services.clear_ended_sessions()


@shared_task(ignore_result=True)
def forget_unconfirmed_accounts() -> None:
    """Delete sign-ups whose address nobody confirmed."""
    services.forget_unconfirmed_accounts(now=timezone.now())


@shared_task(ignore_result=True)
def forget_clinic_invitations() -> None:
    """Delete invitations of colleagues that are over: they carry addresses."""
    services.forget_clinic_invitations(now=timezone.now())


@shared_task(ignore_result=True)
def forget_spent_counters() -> None:
    """Delete spent counters of the rate limits: their keys are made of addresses."""
    rate_limits.forget_spent_counters(now=timezone.now())
