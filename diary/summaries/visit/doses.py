"""The plan and the nights of a period."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from diary.doses.domain.titration import AMOUNT_KINDS, PlanEvent, Slot, in_force
from diary.doses.models import Dose
from diary.doses.models.plan_in_force import PlanInForce, plan_for, plans_during
from ldn_app.access.models import ShareCategory
from ldn_app.access.viewer import Viewer

from ..domain.nights import Night, NightAnswer, count_nights, stretches
from ..domain.period import Period
from ..domain.states import State
from ..domain.visit_summary import NightSection, PlanLine, PlanSection


def read_nights(
    viewer: Viewer, period: Period, *, today: date
) -> tuple[list[PlanInForce], tuple[Night, ...]]:
    """The plans of the period and each of its nights. Two queries."""
    plans = plans_during(viewer, period.first, period.last)
    return plans, nights_of(viewer, period, plans, _answers(viewer, period), today=today)


def nights_of(
    viewer: Viewer,
    period: Period,
    plans: Sequence[PlanInForce],
    answers: Mapping[date, NightAnswer],
    *,
    today: date,
) -> tuple[Night, ...]:
    """Each night of the period, from what was read already."""
    known_from = _plan_known_from(viewer, plans, period)
    planned = {}
    for plan in plans:
        for night in plan.nights(period.first, period.last):
            if plan.covers(night.day):
                planned[night.day] = night
    nights = []
    for day in period.each_day():
        plan = planned.get(day)
        nights.append(
            Night(
                day=day,
                planned_mg=plan.amount_mg if plan else None,
                answer=answers.get(day),
                paused=plan.paused if plan else False,
                pause_reason=plan.pause_reason if plan else "",
                morning=plan.slot is Slot.MORNING if plan else False,
                plan_known=known_from is not None and day >= known_from,
                is_over=day < today,
            )
        )
    return tuple(nights)


def _answers(viewer: Viewer, period: Period) -> dict[date, NightAnswer]:
    rows = Dose.objects.visible_to(viewer).during(period.first, period.last)
    values = rows.values_list(
        "dose_day", "status", "amount_mg", "filled_later", "changed_at", "skip_reason"
    )
    return {day: _answer(*answer) for day, *answer in values}


def answer_of(dose: Dose) -> NightAnswer:
    """The same from a row."""
    return _answer(
        dose.status, dose.amount_mg, dose.filled_later, dose.changed_at, dose.skip_reason
    )


def _answer(status, amount_mg, later, changed_at, reason) -> NightAnswer:
    return NightAnswer(
        taken=status == Dose.Status.TAKEN,
        amount_mg=amount_mg,
        later=later,
        changed=changed_at is not None,
        skip_reason=reason,
    )


def _plan_known_from(viewer: Viewer, plans: Sequence[PlanInForce], period: Period) -> date | None:
    """The first dose day whose plan this viewer can tell; None: of no day.

    A look that begins on a named day does not show what was planned before it, so the plan is
    known only from the first visible beginning of one.
    """
    if not viewer.may_read(ShareCategory.PLAN):
        return None
    if viewer.first_day is None:
        return period.first
    return min((plan.started_day for plan in plans if plan.started_day), default=None)


def build_plan(
    viewer: Viewer, period: Period, plans: Sequence[PlanInForce], nights: Sequence[Night]
) -> PlanSection:
    if not viewer.may_read(ShareCategory.PLAN):
        return PlanSection(State.NOT_SHARED)
    if not plans:
        return PlanSection(State.NOT_RECORDED)
    last = plan_for(list(plans), period.last)
    return PlanSection(
        State.PRESENT,
        lines=tuple(line for plan in plans for line in plan_lines(plan, period.first, period.last)),
        stretches=stretches(nights),
        form=last.regimen.form if last else None,
        strength_mg_per_ml=last.regimen.strength_mg_per_ml if last else None,
        usual_time=last.night(period.last).usual_time if last else None,
    )


def plan_lines(plan: PlanInForce, first: date, last: date) -> list[PlanLine]:
    """The plan's lines that begin from ``first`` to ``last``, the oldest first."""
    lines = []
    amount_mg: Decimal | None = None
    for event in in_force(plan.events):
        if first <= event.on_day <= last:
            lines.append(_line(event, amount_mg))
        if event.kind in AMOUNT_KINDS:
            amount_mg = event.amount_mg
    return lines


def _line(event: PlanEvent, before_mg: Decimal | None) -> PlanLine:
    return PlanLine(
        on_day=event.on_day,
        kind=event.kind,
        amount_mg=event.amount_mg,
        before_mg=before_mg,
        usual_time=event.usual_time,
        reason=event.reason,
        note=event.note,
    )


def build_nights(viewer: Viewer, nights: tuple[Night, ...]) -> NightSection:
    counts = count_nights(nights)
    if not viewer.may_read(ShareCategory.DOSES):
        return NightSection(State.NOT_SHARED, nights, counts)
    state = State.PRESENT if counts.recorded or counts.expected else State.NOT_RECORDED
    return NightSection(state, nights, counts)
