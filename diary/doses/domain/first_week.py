"""When an amount is new to a person: the nights on which reading about sleep may help."""

from collections.abc import Iterable
from datetime import date, timedelta

from .titration import Kind, PlanEvent, in_force

NEW_AMOUNT = frozenset({Kind.START, Kind.STEP_UP})
WEEK = timedelta(days=7)


def in_first_week(events: Iterable[PlanEvent], day: date) -> bool:
    """Whether ``day`` is one of the first seven dose days of a start or of a step up."""
    began = (event.on_day for event in in_force(events) if event.kind in NEW_AMOUNT)
    return any(first <= day < first + WEEK for first in began)
