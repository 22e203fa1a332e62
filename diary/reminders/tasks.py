from celery import shared_task
from django.utils import timezone

from .services import delivery, housekeeping, ticking
from .services.nudge import nudge_workers
from .transports import installed_transports


@shared_task(ignore_result=True)
def tick() -> None:
    """Plan what is due and wake workers for what waits."""
    ticking.tick(now=timezone.now())
    nudge_workers(ticking.waiting_messages(now=timezone.now()))


@shared_task(ignore_result=True)
def deliver_waiting() -> None:
    """Deliver what waits in the outbox."""
    delivery.deliver_waiting(clock=timezone.now, transports=installed_transports())


@shared_task(ignore_result=True)
def forget_old_messages() -> None:
    """Delete messages that came to their end long ago."""
    housekeeping.forget_old_messages(now=timezone.now())
