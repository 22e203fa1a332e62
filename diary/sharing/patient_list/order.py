"""In which order the patients stand. Stated rules, no score. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

RECENT_DAYS = 14
ENDS_SOON_DAYS = 7


class ListRule(IntEnum):
    """The first rule that fits says where a patient stands."""

    URGENT_SIGN = 1
    FLAGGED_NOTE = 2
    VISIT_TODAY = 3
    ENDS_SOON = 4
    OTHERS = 5


@dataclass(frozen=True, slots=True)
class Reasons:
    """What the rules listed at. Days are None where there is nothing or it is not shared."""

    today: date
    urgent_sign_on: date | None
    flagged_note_on: date | None
    next_visit_on: date | None
    days_left: int
    name: str


def place_of(reasons: Reasons) -> ListRule:
    if _is_recent(reasons.urgent_sign_on, reasons.today):
        return ListRule.URGENT_SIGN
    if _is_recent(reasons.flagged_note_on, reasons.today):
        return ListRule.FLAGGED_NOTE
    if reasons.next_visit_on == reasons.today:
        return ListRule.VISIT_TODAY
    if reasons.days_left <= ENDS_SOON_DAYS:
        return ListRule.ENDS_SOON
    return ListRule.OTHERS


def order_key(reasons: Reasons) -> tuple:
    """Sorts by place; within it the newest sign or note first, or what ends first, and then by
    the next visit and the name."""
    place = place_of(reasons)
    newest = {
        ListRule.URGENT_SIGN: reasons.urgent_sign_on,
        ListRule.FLAGGED_NOTE: reasons.flagged_note_on,
    }.get(place)
    within = -newest.toordinal() if newest else 0
    if place is ListRule.ENDS_SOON:
        within = reasons.days_left
    return (place, within, reasons.next_visit_on or date.max, reasons.name)


def _is_recent(day: date | None, today: date) -> bool:
    """Whether ``day`` is one of the latest fortnight, ``today`` included."""
    return day is not None and day > today - timedelta(days=RECENT_DAYS)
