"""The plan of a period and the timeline that it is part of: reading, headline and appendix."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _

from diary.doses.domain.amounts import plain
from diary.doses.domain.told_lines import ToldLine
from diary.doses.models import Regimen, RegimenEvent
from diary.doses.models.plan_in_force import PlanInForce, plan_for
from ldn_app.access.models import ShareCategory
from ldn_app.access.viewer import Viewer
from ldn_app.ui.dates import day_label, full_day_label, short_clock_label

from ..charts.style import Style
from ..domain.nights import NextStep, Night, PlanLine, stretches
from ..domain.period import Period
from ..domain.states import State
from ..domain.visit_summary import PlanSection, VisitSummary
from .labels import SEPARATOR, short_day, state_words, without_day
from .section import SectionEntry, SheetSection


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


def amount_words(amount_mg: Decimal | None) -> str:
    return f"{plain(amount_mg)}mg" if amount_mg is not None else ""


def line_words(line: PlanLine) -> str:
    """``10/12 増やす 1.5→3mg``: a line of the plan as it was entered, with its reason."""
    words = [short_day(line.on_day), str(_kinds().get(line.kind, line.kind))]
    if line.amount_mg is not None:
        changed = line.before_mg is not None and line.before_mg != line.amount_mg
        before = f"{plain(line.before_mg)}→" if changed else ""
        words.append(before + amount_words(line.amount_mg))
    if line.usual_time:
        words.append(short_clock_label(line.usual_time))
    told = [_pause_reasons().get(line.reason, ""), line.note]
    reason = SEPARATOR.join(str(part) for part in told if part)
    return " ".join(words) + (f"({reason})" if reason else "")


def pause_words(reason: str) -> str:
    """``お休み(手術・処置)``"""
    label = _pause_reasons().get(reason)
    return _("お休み(%s)") % label if label else _("お休み")


def form_words(plan: PlanSection, morning: bool) -> str:
    """``夜 22:00・カプセル``"""
    when = _("朝") if morning else _("夜")
    if plan.usual_time:
        when += f" {short_clock_label(plan.usual_time)}"
    return SEPARATOR.join(part for part in (when, medicine_form(plan)) if part)


def medicine_form(plan: PlanSection) -> str:
    """``液(1mg/mL)``; "" when no plan covers the last night."""
    form = str(dict(Regimen.Form.choices).get(plan.form, ""))
    if form and plan.strength_mg_per_ml is not None:
        form += f"({plain(plan.strength_mg_per_ml)}mg/mL)"
    return form


def _kinds() -> dict[str, str]:
    return dict(RegimenEvent.KindChoice.choices)


def _pause_reasons() -> dict[str, str]:
    return dict(RegimenEvent.PauseReason.choices)


def next_step_words(step: NextStep | None, *, today: date) -> str:
    """``次は12月15日(火)に 4.5mg``; "" when none is planned."""
    if step is None:
        return ""
    return _("次は%(day)sに %(amount)s") % {
        "day": near_day(step.on_day, today),
        "amount": amount_words(step.amount_mg),
    }


def near_day(day: date, today: date) -> str:
    """Names the year only where it differs from that of ``today``."""
    return day_label(day) if day.year == today.year else full_day_label(day)


def plan_headline(summary: VisitSummary) -> tuple[str, str, str]:
    """The plan at the end of the period, what comes next, and how it is taken."""
    period, today = summary.period, summary.today
    label = _("いまの計画")
    if period.last < today:
        label = _("%sの計画") % near_day(period.last, today)
    amount, how = plan_now(summary.plan)
    coming = next_step_words(summary.plan.next_step, today=period.last)
    return label, amount, _("。").join(filter(None, (how, coming)))


def plan_now(plan: PlanSection) -> tuple[str, str]:
    """The amount of the last night and how it is taken."""
    if plan.state is State.NONE:
        return _("計画なし"), ""
    if plan.state is not State.PRESENT:
        return state_words(plan.state), ""
    last = plan.stretches[-1]
    if last.paused:
        return pause_words(last.pause_reason), form_words(plan, last.morning)
    if last.planned_mg is None:
        return (_("計画なし") if last.plan_known else _("計画は不明")), ""
    return amount_words(last.planned_mg), form_words(plan, last.morning)


class EventSort(StrEnum):
    PLAN = "plan"
    VISIT = "visit"
    LAB = "lab"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that took place on a day of the period. ``words``: as the sheet prints it."""

    on_day: date
    sort: EventSort
    words: str


def _in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """The oldest first; on one day the visit, what it changed, then the blood."""
    rank = {EventSort.VISIT: 0, EventSort.PLAN: 1, EventSort.LAB: 2}
    return tuple(sorted(events, key=lambda event: (event.on_day, rank[event.sort])))


def events_of(summary: VisitSummary) -> tuple[Event, ...]:
    """Everything of the period that has a day, the oldest first."""
    found = [Event(line.on_day, EventSort.PLAN, line_words(line)) for line in summary.plan.lines]
    found += [
        Event(day, EventSort.VISIT, _("%s 受診") % short_day(day)) for day in summary.visits.days
    ]
    found += [
        Event(day.on_day, EventSort.LAB, _("%s 採血") % short_day(day.on_day))
        for day in summary.labs.days
    ]
    return _in_order(found)


def points_of(summary: VisitSummary) -> list[tuple]:
    """Days of visits and blood tests with the letter that marks them."""
    letters = {EventSort.VISIT: _("受"), EventSort.LAB: _("採")}
    return [
        (event.on_day, letters[event.sort]) for event in events_of(summary) if event.sort in letters
    ]


def timeline_appendix(summary: VisitSummary, style: Style) -> SheetSection:
    events = events_of(summary)
    sources = ((_("計画"), summary.plan), (_("受診"), summary.visits), (_("検査"), summary.labs))
    states = [
        _("%(name)s: %(state)s") % {"name": name, "state": state_words(section.state)}
        for name, section in sources
        if state_words(section.state)
    ]
    return SheetSection(
        _("できごと"),
        instead="" if events else _("この期間のできごとは未記録"),
        facts=tuple(states),
        entries=tuple(
            SectionEntry(full_day_label(event.on_day), without_day(event.words)) for event in events
        ),
        kind="list",
    )
