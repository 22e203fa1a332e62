"""What each line of a plan changed, worked out from what held before it.

The kind that was stored with a line is what somebody pressed on the day it was written. Once an
earlier line is corrected, added or withdrawn it may no longer be true, so nobody reads it: whether
an amount went up, down or stayed follows from the amounts in their order.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from ldn_app.clock import ONE_DAY

from .titration import (
    AMOUNT_KINDS,
    BEFORE_ANY_PLAN,
    Kind,
    PlanEvent,
    PlannedNight,
    Slot,
    in_force,
    night_among,
    states,
)

SLOT_OF = {Kind.TO_MORNING: Slot.MORNING, Kind.TO_EVENING: Slot.EVENING}


@dataclass(frozen=True, slots=True)
class ToldLine:
    """A line with what it did. ``before_mg``: the amount of the dose day before it; None: none."""

    event: PlanEvent
    kind: Kind
    before_mg: Decimal | None


def amount_kind(event: PlanEvent, before_mg: Decimal | None) -> Kind:
    """Whether the amount of ``event`` begins, rises, falls or stays; other kinds as they are."""
    if event.kind not in AMOUNT_KINDS or event.kind is Kind.START:
        return event.kind
    if before_mg is None:
        return Kind.START
    if event.amount_mg == before_mg:
        return Kind.HOLD
    return Kind.STEP_UP if event.amount_mg > before_mg else Kind.STEP_BACK


def kinds_of(
    events: Iterable[PlanEvent], before: PlannedNight = BEFORE_ANY_PLAN
) -> dict[int, Kind]:
    """The kind of every line by its id, the withdrawn ones too. ``before``: as for ``states``."""
    events = list(events)
    known = states(events, before)
    return {
        event.id: amount_kind(event, night_among(known, event.on_day - ONE_DAY, before).amount_mg)
        for event in events
    }


def told_lines(
    events: Iterable[PlanEvent], before: PlannedNight = BEFORE_ANY_PLAN
) -> Iterator[ToldLine]:
    """The lines that did something, the oldest first. ``before``: as for ``states``.

    Left out: an amount that another line of the same day overruled, and a return, or a switch
    between morning and evening, to what held already.
    """
    events = in_force(events)
    known = states(events, before)
    last_amount = {e.on_day: e.id for e in events if e.kind in AMOUNT_KINDS}
    held = before
    for event, state in zip(events, known, strict=True):
        before_mg = night_among(known, event.on_day - ONE_DAY, before).amount_mg
        kind = _kind(event, held, before_mg)
        overruled = event.kind in AMOUNT_KINDS and last_amount[event.on_day] != event.id
        if kind is not None and not overruled:
            yield ToldLine(event, kind, before_mg)
        held = state


def _kind(event: PlanEvent, held: PlannedNight, before_mg: Decimal | None) -> Kind | None:
    """``held``: the state just before the line. None: the line did nothing."""
    if event.kind is Kind.RESUME and not held.paused:
        return None
    if SLOT_OF.get(event.kind) == held.slot:
        return Kind.TIME if event.usual_time else None
    return amount_kind(event, before_mg)
