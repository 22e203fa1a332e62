"""The plans that cover a stretch of dose days: two queries, whatever the age of the diary."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Q

from ldn_app.access.viewer import Viewer
from ldn_app.accounts.models import Patient

from ..domain.titration import (
    Kind,
    PlanEvent,
    PlannedNight,
    Slot,
    in_force,
    night_among,
    states,
)
from .regimen import Regimen
from .regimen_event import RegimenEvent


@dataclass(frozen=True)
class PlanInForce:
    """One plan with its history, ready to be asked about any dose day."""

    regimen: Regimen
    patient: Patient
    rows: tuple[RegimenEvent, ...]

    @cached_property
    def events(self) -> tuple[PlanEvent, ...]:
        return tuple(row.as_plan_event() for row in self.rows)

    @cached_property
    def started_day(self) -> date | None:
        """The first dose day of the plan; None when its first line is missing."""
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
        return states(self.events)

    def night(self, day: date) -> PlannedNight:
        return night_among(self._states, day)

    def nights(self, first: date, last: date) -> list[PlannedNight]:
        days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
        return [self.night(day) for day in days]


def plans_during(viewer: Viewer, first: date, last: date) -> list[PlanInForce]:
    """Plans that cover any dose day from ``first`` to ``last``, the oldest first.

    A plan that begins later than ``last`` is included when it is the patient's current one, so
    that a page can say when it begins. Two queries: joined, each of many lines would bring its
    own copy of the plan and the patient.
    """
    not_over = Q(ended_day__isnull=True) | Q(ended_day__gt=first)
    regimens = list(
        Regimen.objects.visible_to(viewer)
        .filter(not_over)
        .select_related("patient")
        .order_by("created_at", "id")
    )
    rows = defaultdict(list)
    for row in RegimenEvent.objects.visible_to(viewer).filter(regimen__in=regimens):
        rows[row.regimen_id].append(row)
    plans = [
        PlanInForce(regimen, regimen.patient, tuple(rows[regimen.pk]))
        for regimen in regimens
        if rows[regimen.pk]
    ]
    return [
        plan
        for plan in plans
        if plan.regimen.ended_day is None
        or (plan.started_day is not None and plan.started_day <= last)
    ]


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
