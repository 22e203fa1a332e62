"""What the doctor's plan said for a night, folded from the plan's events.

Events are only ever added. A later event on the same day overrules an earlier one of the same
sort; an event that was withdrawn counts as never planned (but stays readable). Nothing here
proposes anything: a night without a written amount has no amount.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from operator import attrgetter


class Kind(StrEnum):
    """What an event of a plan says. STEP_UP and STEP_BACK differ from STEP only in the words."""

    START = "start"
    STEP_UP = "step_up"
    STEP_BACK = "step_back"
    HOLD = "hold"
    TO_MORNING = "to_morning"
    TO_EVENING = "to_evening"
    TIME = "time"
    PAUSE = "pause"
    RESUME = "resume"
    END = "end"


AMOUNT_KINDS = frozenset({Kind.START, Kind.STEP_UP, Kind.STEP_BACK, Kind.HOLD})


class Slot(StrEnum):
    """When on its dose day a dose is taken."""

    EVENING = "evening"
    MORNING = "morning"


@dataclass(frozen=True, slots=True)
class PlanEvent:
    """One line of the plan: from dose day ``on_day``, ``kind`` holds.

    ``amount_mg`` is set for the kinds that name an amount, ``slot`` for START and the two
    switches, ``usual_time`` (on the patient's clock) where the line names one. ``id`` orders
    events that were written at the same moment.
    """

    id: int
    kind: Kind
    on_day: date
    recorded_at: datetime
    amount_mg: Decimal | None = None
    slot: Slot | None = None
    usual_time: time | None = None
    reason: str = ""
    note: str = ""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class PlannedNight:
    """What was planned for one dose day.

    ``amount_mg`` None: the plan names no amount for that day (before its start, after its end).
    """

    day: date
    amount_mg: Decimal | None
    slot: Slot
    usual_time: time | None = None
    paused: bool = False
    pause_reason: str = ""

    @property
    def wants_dose(self) -> bool:
        """Whether a dose was planned for this day."""
        return self.amount_mg is not None and not self.paused


BEFORE_ANY_PLAN = PlannedNight(date.min, None, Slot.EVENING)


def in_force(events: Iterable[PlanEvent]) -> list[PlanEvent]:
    """Events that were not withdrawn, in the order in which they take effect."""
    return sorted(
        (event for event in events if not event.withdrawn),
        key=lambda event: (event.on_day, event.recorded_at, event.id),
    )


def planned_night(events: Iterable[PlanEvent], day: date) -> PlannedNight:
    """What the plan said for dose day ``day``."""
    return night_among(states(events), day)


def planned_nights(events: Iterable[PlanEvent], *, first: date, last: date) -> list[PlannedNight]:
    """What the plan said for each dose day from ``first`` to ``last``, both inclusive."""
    known = states(events)
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    return [night_among(known, day) for day in days]


def states(
    events: Iterable[PlanEvent], before: PlannedNight = BEFORE_ANY_PLAN
) -> list[PlannedNight]:
    """What the plan said from each of its events on; ``day`` is the event's day.

    ``before``: what held before the first of them, where earlier lines are not among them.
    """
    night = before
    found = []
    for event in in_force(events):
        night = _after(night, event)
        found.append(night)
    return found


def night_among(
    known: Sequence[PlannedNight], day: date, before: PlannedNight = BEFORE_ANY_PLAN
) -> PlannedNight:
    """What ``known`` (a plan's states after ``before``) say for dose day ``day``."""
    later = bisect_right(known, day, key=attrgetter("day"))
    return replace(known[later - 1] if later else before, day=day)


def _after(night: PlannedNight, event: PlanEvent) -> PlannedNight:
    """The state of the plan once ``event`` holds."""
    changes: dict = {"day": event.on_day}
    if event.kind in AMOUNT_KINDS:
        changes["amount_mg"] = event.amount_mg
    if event.slot is not None:
        changes["slot"] = event.slot
    if event.usual_time is not None:
        changes["usual_time"] = event.usual_time
    if event.kind is Kind.PAUSE:
        changes |= {"paused": True, "pause_reason": event.reason}
    elif event.kind in {Kind.RESUME, Kind.START, Kind.END}:
        changes |= {"paused": False, "pause_reason": ""}
    if event.kind is Kind.END:
        changes["amount_mg"] = None
    return replace(night, **changes)


def coming_steps(events: Iterable[PlanEvent], *, after: date) -> list[PlanEvent]:
    """Planned changes of amount that begin after dose day ``after``, the next one first."""
    return [e for e in in_force(events) if e.kind in AMOUNT_KINDS and e.on_day > after]


def amount_before(events: Sequence[PlanEvent], day: date) -> Decimal | None:
    """The amount that was planned on the dose day before ``day``; None when none was."""
    return planned_night(events, day - timedelta(days=1)).amount_mg
