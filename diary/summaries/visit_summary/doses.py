"""The plan and the nights of a period."""

from collections.abc import Mapping, Sequence
from datetime import date

from diary.doses.domain.titration import Slot
from diary.doses.domain.told_lines import ToldLine
from diary.doses.models import Dose
from diary.doses.models.plan_in_force import PlanInForce, PlansRead, plan_for, read_plans
from ldn_app.access.models import ShareCategory
from ldn_app.access.viewer import Viewer

from ..domain.nights import NextStep, Night, NightAnswer, PlanLine, count_nights, stretches
from ..domain.period import Period
from ..domain.states import State
from ..domain.visit_summary import NightSection, PlanSection


def read_nights(
    viewer: Viewer, period: Period, *, today: date
) -> tuple[list[PlanInForce], tuple[Night, ...]]:
    """The plans of the period and each of its nights. Two queries."""
    read = read_plans(viewer, period.first, period.last)
    return read.plans, nights_of(viewer, period, read, _answers(viewer, period), today=today)


def nights_of(
    viewer: Viewer,
    period: Period,
    read: PlansRead,
    answers: Mapping[date, NightAnswer],
    *,
    today: date,
) -> tuple[Night, ...]:
    """Each night of the period, from what was read already."""
    known = _gaps_known(viewer, read)
    planned = {}
    for plan in read.plans:
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
                plan_known=plan is not None or known,
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


def _gaps_known(viewer: Viewer, read: PlansRead) -> bool:
    """Whether a night that no plan covers is known to have none.

    Not where the plan is not shared, where the line that begins it is missing, or where no plan
    was ever entered: then nobody can tell.
    """
    whole = all(plan.started_day is not None for plan in read.plans)
    return viewer.may_read(ShareCategory.PLAN) and read.ever and whole


def build_plan(
    viewer: Viewer, period: Period, plans: Sequence[PlanInForce], nights: Sequence[Night]
) -> PlanSection:
    """NONE: there was a plan before or after, and none in the period."""
    if not viewer.may_read(ShareCategory.PLAN):
        return PlanSection(State.NOT_SHARED)
    if not plans:
        known = any(night.plan_known for night in nights)
        return PlanSection(State.NONE if known else State.NOT_RECORDED)
    last = plan_for(list(plans), period.last)
    return PlanSection(
        State.PRESENT,
        lines=tuple(line for plan in plans for line in plan_lines(plan, period.first, period.last)),
        stretches=stretches(nights),
        form=last.regimen.form if last else None,
        strength_mg_per_ml=last.regimen.strength_mg_per_ml if last else None,
        usual_time=last.night(period.last).usual_time if last else None,
        next_step=_next_step(plans, period.last),
    )


def _next_step(plans: Sequence[PlanInForce], day: date) -> NextStep | None:
    """The next planned change of amount after ``day``, or the beginning of a plan to come."""
    for plan in plans:
        if plan.covers(day):
            step = plan.next_step(after=day)
            return NextStep(step.on_day, step.amount_mg) if step else None
    return next(
        (
            NextStep(plan.started_day, plan.night(plan.started_day).amount_mg)
            for plan in plans
            if plan.started_day is not None and plan.started_day > day
        ),
        None,
    )


def plan_lines(plan: PlanInForce, first: date, last: date) -> list[PlanLine]:
    """The plan's lines that begin from ``first`` to ``last``, the oldest first."""
    return [_line(line) for line in plan.told_lines if first <= line.event.on_day <= last]


def _line(line: ToldLine) -> PlanLine:
    event = line.event
    return PlanLine(
        on_day=event.on_day,
        kind=line.kind,
        amount_mg=event.amount_mg,
        before_mg=line.before_mg,
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
