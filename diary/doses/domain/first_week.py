"""When an amount is new to a person: the nights on which reading about sleep may help."""

from collections.abc import Iterable
from datetime import date, timedelta

from .titration import Kind, PlanEvent
from .told_lines import told_lines

NEW_AMOUNT = frozenset({Kind.START, Kind.STEP_UP})
WEEK = timedelta(days=7)


def in_first_week(events: Iterable[PlanEvent], day: date) -> bool:
    """Whether ``day`` is one of the first seven dose days of a start or of a step up."""
    began = (line.event.on_day for line in told_lines(events) if line.kind in NEW_AMOUNT)
    return any(first <= day < first + WEEK for first in began)
