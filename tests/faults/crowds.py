"""People whose reminder was due a moment ago, and what became of it."""

from collections import Counter
from datetime import datetime, time, timedelta

from django.utils import timezone

from diary.reminders.models import OutboxMessage
from tests.factories.crowd import make_crowd
from tests.factories.reminders import messages, schedules

COUNT = 200
A_MOMENT = timedelta(seconds=5)


def make_everybody_due(*, first: int = 0, count: int = COUNT) -> datetime:
    """``count`` people, numbered from ``first``; returns the present moment."""
    now = timezone.now()
    make_crowd(count, due_at=now - A_MOMENT, local_time=time_in_tokyo(now), first=first)
    return now


def time_in_tokyo(now: datetime) -> time:
    """The wall time of a moment ago, so that the rule and the due instant agree."""
    return (now - A_MOMENT).astimezone(timezone.get_current_timezone()).time()


def all_is_settled() -> bool:
    waiting = schedules().filter(next_due_at__lte=timezone.now()).exists()
    unfinished = messages().filter(state__in=OutboxMessage.UNFINISHED).exists()
    return not waiting and not unfinished


def addressees(mailbox) -> Counter:
    return Counter(to for line in mailbox._addressees for to in line)
