"""One patient of the list in words. 共有されていません, 未記録 and 飲まなかった never mix."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from diary.doses.domain.titration import AMOUNT_KINDS, Kind, Slot
from diary.doses.models.plan_in_force import PlanInForce, plan_for
from diary.labs.models import LabResult
from diary.labs.queries import limits_in_words, place_of
from diary.summaries.domain.nights import NextStep, Night, NightAnswer, NightCounts, count_nights
from diary.summaries.domain.states import State
from diary.summaries.visit_summary.labels import state_words
from diary.summaries.visit_summary.labs import outside_range_words
from diary.summaries.visit_summary.plan import amount_words, near_day, next_step_words, pause_words
from ldn_app.access.models import ShareCategory
from ldn_app.access.viewer import Viewer

from .order import ENDS_SOON_DAYS, RECENT_DAYS, ListRule
from .queries import NIGHTS, SIGN_DAYS, LastDay, ListedPatient


def not_shared() -> str:
    return state_words(State.NOT_SHARED)


def not_recorded() -> str:
    return state_words(State.NOT_RECORDED)


def outside_words() -> str:
    """The category is shared, but not the days that this cell is about."""
    return _("この日は共有されていません")


def plan_words(listed: ListedPatient, plans: list[PlanInForce], *, had_a_plan: bool) -> str:
    """``3mg 夜(11月10日(火)から)。次は11月24日(火)に 4.5mg``. ``had_a_plan``: some plan is
    recorded, whichever days it covers."""
    viewer, today = listed.viewer, listed.today
    if not viewer.may_read(ShareCategory.PLAN):
        return not_shared()
    if not _is_open(viewer, today):
        return outside_words()
    plan = plan_for(plans, today) or next(
        (plan for plan in plans if _is_to_come(plan, today)), None
    )
    if plan is None:
        return _("計画なし") if had_a_plan else not_recorded()
    return _("。").join(filter(None, (_step_words(plan, today), _next_step_words(plan, today))))


def _is_open(viewer: Viewer, day: date) -> bool:
    first, last = viewer.first_day or date.min, viewer.last_day or date.max
    return first <= day <= last


def _is_to_come(plan: PlanInForce, today: date) -> bool:
    return plan.started_day is not None and plan.started_day > today


def _step_words(plan: PlanInForce, today: date) -> str:
    if _is_to_come(plan, today):
        return ""
    night = plan.night(today)
    if night.paused:
        return pause_words(night.pause_reason)
    if night.amount_mg is None:
        return _("計画は不明")
    return _("%(amount)s %(slot)s(%(since)s)") % {
        "amount": amount_words(night.amount_mg),
        "slot": _("朝") if night.slot is Slot.MORNING else _("夜"),
        "since": _since_words(plan, today),
    }


def _since_words(plan: PlanInForce, today: date) -> str:
    """Since which dose day the amount of ``today`` is planned; of what lies before the days that
    are shared, only that it does."""
    changes = [
        line.event.on_day
        for line in plan.told_lines
        if line.event.kind in AMOUNT_KINDS and line.kind is not Kind.HOLD
    ]
    since = max((day for day in changes if day <= today), default=None)
    return _("%sから") % near_day(since, today) if since else _("共有された日より前から")


def _next_step_words(plan: PlanInForce, today: date) -> str:
    step = plan.next_step(after=today)
    return next_step_words(NextStep(step.on_day, step.amount_mg) if step else None, today=today)


def nights_words(
    listed: ListedPatient,
    plans: list[PlanInForce],
    answers: dict[date, NightAnswer],
    *,
    had_a_plan: bool,
) -> str:
    """``記録 12/14夜(飲んだ 10・飲まなかった 2・未記録 2)``: the fortnight before today."""
    if not listed.viewer.may_read(ShareCategory.DOSES):
        return not_shared()
    days = [listed.today - timedelta(days=back) for back in range(NIGHTS, 0, -1)]
    shown = [day for day in days if _is_open(listed.viewer, day)]
    if not shown:
        return outside_words()
    gaps_known = _gaps_known(plans, had_a_plan)
    counts = count_nights(_night(listed.viewer, plans, answers, day, gaps_known) for day in shown)
    if (
        counts.expected is None
        and not counts.recorded
        and listed.viewer.may_read(ShareCategory.PLAN)
    ):
        return not_recorded()
    words = _counted_words(counts)
    if len(shown) < NIGHTS:
        words += _("。共有されている%s夜だけ") % len(shown)
    return words


def _gaps_known(plans: list[PlanInForce], had_a_plan: bool) -> bool:
    """Whether a night that no plan covers is known to have none."""
    return had_a_plan and all(plan.started_day is not None for plan in plans)


def _night(viewer: Viewer, plans, answers, day: date, gaps_known: bool) -> Night:
    plan = plan_for(plans, day)
    planned = plan.night(day) if plan else None
    return Night(
        day=day,
        planned_mg=planned.amount_mg if planned else None,
        answer=answers.get(day),
        paused=planned.paused if planned else False,
        plan_known=viewer.may_read(ShareCategory.PLAN) and (plan is not None or gaps_known),
    )


def _counted_words(counts: NightCounts) -> str:
    given = {"recorded": counts.recorded, "taken": counts.taken, "skipped": counts.skipped}
    if counts.expected is None:
        words = _(
            "記録 %(recorded)s夜(飲んだ %(taken)s・飲まなかった %(skipped)s)。"
            "計画が分からないので、"
        )
        return (words + _("未記録の夜数は不明")) % given
    if counts.expected == 0:
        return _("服用の予定なし") + _paused_words(counts)
    words = _(
        "記録 %(recorded)s/%(expected)s夜"
        "(飲んだ %(taken)s・飲まなかった %(skipped)s・未記録 %(missing)s)"
    )
    numbers = given | {"expected": counts.expected, "missing": counts.unrecorded}
    return words % numbers + _paused_words(counts)


def _paused_words(counts: NightCounts) -> str:
    return _("・お休み %s夜") % counts.paused if counts.paused else ""


def last_day_words(listed: ListedPatient, category: str, last: LastDay) -> str:
    """The day of the latest sign or flagged note. No sign is not the same as nothing written."""
    if not listed.viewer.may_read(category):
        return not_shared()
    if last.day is not None:
        return near_day(last.day, listed.today)
    return state_words(State.NONE) if last.rows else not_recorded()


def alt_words(listed: ListedPatient, result: LabResult | None) -> str:
    """``23 U/L(7〜23)、11月1日(日)``"""
    if not listed.viewer.may_read(ShareCategory.LABS):
        return not_shared()
    if result is None:
        return not_recorded()
    limits = limits_in_words(result.low_text, result.high_text)
    value = " ".join(filter(None, (result.value_text, result.unit)))
    place = place_of(result.value, result.comparator, result.low_text, result.high_text)
    value += (f"({limits})" if limits else "") + outside_range_words(place)
    return _("%(value)s、%(day)s") % {
        "value": value,
        "day": near_day(result.collected_on, listed.today),
    }


def visit_words(listed: ListedPatient, day: date | None) -> str:
    if not listed.viewer.may_read(ShareCategory.VISITS):
        return not_shared()
    if day is None:
        return not_recorded()
    return _("きょう") if day == listed.today else near_day(day, listed.today)


def left_words(days_left: int) -> str:
    return _("あと%s日") % days_left if days_left else _("きょうまで")


def place_words(place: ListRule) -> str:
    """A rule of the order, as it stands above the list and on each card."""
    return {
        ListRule.URGENT_SIGN: _("この%s日に「至急のしるし」の記録がある方") % RECENT_DAYS,
        ListRule.FLAGGED_NOTE: _("この%s日に「医師に伝えたい」メモがある方") % RECENT_DAYS,
        ListRule.VISIT_TODAY: _("きょう受診の予定がある方"),
        ListRule.ENDS_SOON: _("共有があと%s日以内に終わる方") % ENDS_SOON_DAYS,
        ListRule.OTHERS: _("そのほかの方"),
    }[place]


def limits_of_the_list() -> str:
    return (
        _(
            "しるしとメモは、この%s日の、共有された分だけを見ています。"
            "この一覧は見張りではありません。開いたときの記録が出るだけで、知らせは届きません。"
        )
        % SIGN_DAYS
    )
