"""Reminders, invented."""

from datetime import datetime, time

from diary.reminders.domain.planning import EVERY_DAY
from diary.reminders.models import OutboxMessage, ReminderSchedule
from diary.reminders.services.scheduling import Arrangement, arrange_kind
from ldn_app.access.viewer import on_behalf_of
from ldn_app.accounts.models import Patient


def make_reminder(patient: Patient, *, now: datetime, kind: str = "dose", **values):
    """A kind that is switched on, at 22:00 every day by mail, arranged at ``now``."""
    chosen = Arrangement(**{"enabled": True, "local_time": time(22), "days": EVERY_DAY, **values})
    return arrange_kind(
        on_behalf_of(patient.pk), patient=patient, kind=kind, chosen=chosen, now=now
    )


def schedules():
    return ReminderSchedule.objects.unscoped(reason="test")


def messages():
    return OutboxMessage.objects.unscoped(reason="test").order_by("due_at", "pk")
