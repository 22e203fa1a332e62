"""The lines of plans as readers may see them, and what held before the first of these.

A look that begins on a named day shows no line from before it: neither its day nor its note. The
state that those lines led to lies inside the look, and belongs to what is shared with the plan.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from ldn_app.access.viewer import Viewer

from ..domain.titration import BEFORE_ANY_PLAN, Kind, PlanEvent, PlannedNight, Slot, states
from .regimen_event import RegimenEvent

Line = RegimenEvent | PlanEvent
COLUMNS = ("pk", "kind", "on_day", "recorded_at", "amount_mg", "slot", "reason")
SLOTS = {None: None, "": None, **{slot.value: slot for slot in Slot}}


@dataclass(frozen=True, slots=True)
class Carried:
    """What held on the eve of a reader's first day. ``first_day``: that day, when the plan had
    begun before it; None otherwise."""

    before: PlannedNight = BEFORE_ANY_PLAN
    first_day: date | None = None


NOTHING_CARRIED = Carried()


@dataclass(frozen=True)
class PlanLines:
    """By the number of a plan: its lines, the oldest first, and what held before them."""

    lines: Mapping[int, list[Line]] = field(default_factory=dict)
    carried: Mapping[int, Carried] = field(default_factory=dict)

    def of(self, regimen_id: int) -> tuple[Line, ...]:
        return tuple(self.lines.get(regimen_id, ()))

    def before(self, regimen_id: int) -> Carried:
        return self.carried.get(regimen_id, NOTHING_CARRIED)

    def has(self, regimen_id: int) -> bool:
        """Whether this reader knows anything of the plan."""
        return regimen_id in self.lines or regimen_id in self.carried


def lines_for(viewer: Viewer, regimens: Collection | None = None) -> PlanLines:
    """The lines that ``viewer`` may read, of ``regimens`` only where these are given. One query."""
    rows = RegimenEvent.objects.visible_to(viewer.since_ever())
    if regimens is not None:
        rows = rows.filter(regimen__in=regimens)
    found = [(row.regimen_id, row) for row in rows.order_by("on_day", "recorded_at", "pk")]
    return _split(found, {viewer.patient_id: viewer}, RegimenEvent.as_plan_event)


def brief_lines_through(viewers: Collection[Viewer], regimen_ids: Collection[int]) -> PlanLines:
    """The same for a list of patients, as events without time and note: a plan of three years has
    many lines, and there are fifty plans. Withdrawn lines are left out. One query."""
    rows = RegimenEvent.objects.visible_through([viewer.since_ever() for viewer in viewers])
    rows = rows.filter(regimen__in=regimen_ids, withdrawn_at__isnull=True)
    found, owners = [], {}
    for patient_id, regimen_id, *values in rows.values_list("patient_id", "regimen_id", *COLUMNS):
        owners[regimen_id] = patient_id
        found.append((regimen_id, _event(*values)))
    by_patient = {viewer.patient_id: viewer for viewer in viewers}
    return _split(found, by_patient, lambda event: event, owners)


def _event(pk, kind, on_day, recorded_at, amount_mg, slot, reason) -> PlanEvent:
    return PlanEvent(pk, Kind(kind), on_day, recorded_at, amount_mg, SLOTS[slot], reason=reason)


def _split(found, viewers: Mapping[int, Viewer], as_event, owners=None) -> PlanLines:
    """Lines before a reader's first day become a state; only the others are handed out."""
    lines, earlier = defaultdict(list), defaultdict(list)
    for regimen_id, line in found:
        patient_id = owners[regimen_id] if owners else line.patient_id
        first_day = viewers[patient_id].first_day
        if first_day is None or line.on_day >= first_day:
            lines[regimen_id].append(line)
        else:
            earlier[regimen_id, first_day].append(as_event(line))
    carried = {
        regimen_id: _carried(events, first_day)
        for (regimen_id, first_day), events in earlier.items()
        if any(not event.withdrawn for event in events)
    }
    return PlanLines(dict(lines), carried)


def _carried(events: list[PlanEvent], first_day: date) -> Carried:
    has_begun = any(event.kind is Kind.START and not event.withdrawn for event in events)
    return Carried(states(events)[-1], first_day if has_begun else None)
