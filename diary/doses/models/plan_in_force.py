"""The plans that cover a stretch of dose days: two queries, whatever the age of the diary."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from ldn_app.access.viewer import Viewer
from ldn_app.accounts.models import Patient

from ..domain.titration import (
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
from ..domain.told_lines import ToldLine, kinds_of, told_lines
from .carried import PlanLines, lines_for
from .regimen import Regimen
from .regimen_event import RegimenEvent


@dataclass(frozen=True)
class PlanInForce:
    """One plan with its history, ready to be asked about any dose day.

    ``before``: what held before the first of ``rows``, for a reader who may not see the earlier
    lines. ``begun_before``: that reader's first day, when the plan had begun by then.
    """

    regimen: Regimen
    patient: Patient
    rows: tuple[RegimenEvent, ...]
    before: PlannedNight = BEFORE_ANY_PLAN
    begun_before: date | None = None

    @cached_property
    def events(self) -> tuple[PlanEvent, ...]:
        return tuple(row.as_plan_event() for row in self.rows)

    @cached_property
    def started_day(self) -> date | None:
        """The first dose day of the plan, or of what may be read of it; None when its first line
        is missing."""
        if self.begun_before is not None:
            return self.begun_before
        starts = [event.on_day for event in in_force(self.events) if event.kind is Kind.START]
        return starts[0] if starts else None

    def covers(self, day: date) -> bool:
        """Whether ``day`` lies between the plan's first and last dose day."""
        ended_day = self.regimen.ended_day
        return (
            self.started_day is not None
            and self.started_day <= day
            and (ended_day is None or day < ended_day)
        )

    @cached_property
    def _states(self) -> list[PlannedNight]:
        """Folded once: a page asks for many nights, and a long history has many lines."""
        return states(self.events, self.before)

    @cached_property
    def told_lines(self) -> tuple[ToldLine, ...]:
        """What each line did, the oldest first; those before the plan begins, and those for days
        after its end, did nothing."""
        first, ended = self.started_day or date.min, self.regimen.ended_day or date.max
        return tuple(
            line
            for line in told_lines(self.events, self.before)
            if first <= line.event.on_day and (line.event.on_day < ended or line.kind is Kind.END)
        )

    @cached_property
    def kinds(self) -> dict[int, Kind]:
        """The kind of each line by its id, from the amounts and not as it was stored."""
        return kinds_of(self.events, self.before)

    def night(self, day: date) -> PlannedNight:
        return night_among(self._states, day, self.before)

    def next_step(self, *, after: date) -> PlanEvent | None:
        """The next line after dose day ``after`` that changes the amount which holds on it."""
        now_mg = self.night(after).amount_mg
        later = (line.event for line in self.told_lines if line.event.on_day > after)
        steps = (event for event in later if event.kind in AMOUNT_KINDS)
        return next((event for event in steps if event.amount_mg != now_mg), None)

    def nights(self, first: date, last: date) -> list[PlannedNight]:
        days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
        return [self.night(day) for day in days]


@dataclass(frozen=True, slots=True)
class PlansRead:
    """``plans``: as ``plans_during`` gives them. ``ever``: some plan is recorded, whichever days
    it covers; without one nobody can say what was planned, and nothing was is no answer."""

    plans: list[PlanInForce]
    ever: bool


def plans_during(viewer: Viewer, first: date, last: date) -> list[PlanInForce]:
    """Plans that cover any dose day from ``first`` to ``last``, the oldest first.

    A plan that begins later than ``last`` is included when it is the patient's current one, so
    that a page can say when it begins. Two queries: joined, each of many lines would bring its
    own copy of the plan and the patient.
    """
    return read_plans(viewer, first, last).plans


def read_plans(viewer: Viewer, first: date, last: date) -> PlansRead:
    """The same, and whether there is any plan at all. A reader whose days begin somewhere gets
    what held before them with each plan."""
    rows = Regimen.objects.visible_to(viewer).select_related("patient")
    every = list(rows.order_by("created_at", "id"))
    regimens = [one for one in every if one.ended_day is None or one.ended_day > first]
    lines = lines_for(viewer, regimens)
    plans = [
        plan_of(regimen, regimen.patient, lines) for regimen in regimens if lines.has(regimen.pk)
    ]
    wanted = [
        plan
        for plan in plans
        if plan.regimen.ended_day is None
        or (plan.started_day is not None and plan.started_day <= last)
    ]
    return PlansRead(wanted, bool(every))


def plan_of(regimen: Regimen, patient: Patient, lines: PlanLines, make=PlanInForce) -> PlanInForce:
    """The plan as the reader of ``lines`` may know it."""
    carried = lines.before(regimen.pk)
    return make(regimen, patient, lines.of(regimen.pk), carried.before, carried.first_day)


def plan_for(plans: list[PlanInForce], day: date) -> PlanInForce | None:
    """The plan that covers ``day``."""
    return next((plan for plan in plans if plan.covers(day)), None)


def night_for(plans: list[PlanInForce], day: date) -> PlannedNight:
    """What any plan said for ``day``; a night without an amount when none covers it."""
    plan = plan_for(plans, day)
    return plan.night(day) if plan else PlannedNight(day, None, Slot.EVENING)


def current_plan(viewer: Viewer, *, today: date) -> PlanInForce | None:
    """The plan that covers ``today``, or else the one that is still to begin."""
    plans = plans_during(viewer, today, today)
    return plan_for(plans, today) or (plans[-1] if plans else None)
