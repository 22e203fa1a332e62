"""When to remind, over which channels, and every message on its way.

Whoever writes a schedule goes through diary.reminders.services.scheduling: it keeps ``next_due_at``
in step with the times. Whoever writes a channel goes through diary.reminders.services.channels.
"""

from .calendar_feed import CalendarFeed
from .channel import Channel
from .circuit_breaker import CircuitBreaker
from .heartbeat import Heartbeat
from .outbox_message import OutboxMessage
from .reminder_schedule import ReminderSchedule
from .reminder_settings import ReminderSettings

__all__ = [
    "CalendarFeed",
    "Channel",
    "CircuitBreaker",
    "Heartbeat",
    "OutboxMessage",
    "ReminderSchedule",
    "ReminderSettings",
]
