from celery import shared_task
from django.utils import timezone

from .models import Channel
from .services import delivery, housekeeping, ticking
from .services.nudge import nudge_workers
from .transports import installed_transports


@shared_task(ignore_result=True)
def tick() -> None:
    """Plan what is due and wake workers for what waits."""
    ticking.tick(now=timezone.now())
    nudge_workers(ticking.waiting_messages(now=timezone.now()))


@shared_task(ignore_result=True)
def deliver_mail() -> None:
    """Deliver the mail that waits in the outbox."""
    _deliver(Channel.Kind.EMAIL)


@shared_task(ignore_result=True)
def deliver_push() -> None:
    """Deliver the pushes that wait in the outbox."""
    _deliver(Channel.Kind.WEB_PUSH)


@shared_task(ignore_result=True)
def forget_old_messages() -> None:
    """Delete messages that came to their end long ago."""
    housekeeping.forget_old_messages(now=timezone.now())


def _deliver(sort: str) -> None:
    delivery.deliver_waiting(clock=timezone.now, transports=installed_transports(), sort=sort)
