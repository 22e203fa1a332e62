"""The plan and the nights: the staircase, the bar of all nights and what changed."""

from django.utils.translation import gettext as _

from ...charts.style import Style
from ...domain.states import State
from ...domain.visit_summary import PlanSection, VisitSummary
from ..labels import amount_words, excerpt, form_words, pause_words, state_words
from ..next_step import near_day, next_step_words
from ..pictures import draw_doses, draw_nights, staircase_key
from ..section import SheetSection
from ..timeline import events_of

EVENTS_AT_MOST = 6
EVENT_LETTERS = 40


def dose_part(summary: VisitSummary, style: Style) -> SheetSection:
    picture = draw_doses(summary, style)
    plan = state_words(summary.plan.state)
    facts = [_("計画: %s") % plan] if plan else []
    if not plan and not summary.plan.lines:
        facts.append(_("この期間に計画の変更はありません"))
    pictures = filter(None, (picture, draw_nights(summary, style)))
    return SheetSection(
        _("服用量"),
        instead="" if picture else state_words(summary.nights.state),
        facts=(*facts, *_latest(summary)),
        pictures=tuple(pictures),
        key=staircase_key(plan_shown=not plan) if picture else "",
    )


def _latest(summary: VisitSummary) -> tuple[str, ...]:
    """The last events of the period, the oldest of them first."""
    lines = [excerpt(event.words, EVENT_LETTERS) for event in events_of(summary)]
    left_out = len(lines) - EVENTS_AT_MOST
    if left_out <= 0:
        return tuple(lines)
    return (_("これより前に %s件") % (left_out + 1), *lines[left_out + 1 :])


def plan_line(summary: VisitSummary) -> tuple[str, str, str]:
    """What holds at the end of the period, what comes next, and how it is taken."""
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
