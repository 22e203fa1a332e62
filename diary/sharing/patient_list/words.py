"""One patient of the list in words. 共有されていません, 未記録 and 服用せず never mix."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from diary.doses.domain.titration import AMOUNT_KINDS, Slot, coming_steps, in_force
from diary.doses.models.plan_in_force import PlanInForce, plan_for
from diary.labs.models import LabResult
from diary.labs.queries import limits_in_words
from diary.summaries.domain.nights import Night, NightAnswer, NightCounts, count_nights
from diary.summaries.domain.states import State
from diary.summaries.visit.words import amount_words, pause_words, state_words
from ldn_app.access.models import ShareCategory
from ldn_app.access.viewer import Viewer
from ldn_app.ui.dates import day_label, full_day_label

from .order import ENDS_SOON_DAYS, RECENT_DAYS, Place
from .reading import NIGHTS, SIGN_DAYS, LastDay, Look


def not_shared() -> str:
    return state_words(State.NOT_SHARED)


def not_recorded() -> str:
    return state_words(State.NOT_RECORDED)


def outside_words() -> str:
    """The category is shared, but not the days that this cell is about."""
    return _("この日は共有されていません")


def near_day(day: date, today: date) -> str:
    return day_label(day) if day.year == today.year else full_day_label(day)


def plan_words(look: Look, plans: list[PlanInForce]) -> str:
    """``3mg 夜(11月10日(火)から)。次は11月24日(火)に 4.5mg``"""
    viewer, today = look.viewer, look.today
    if not viewer.may_read(ShareCategory.PLAN):
        return not_shared()
    if not _is_open(viewer, today):
        return outside_words()
    plan = plan_for(plans, today) or next(
        (plan for plan in plans if _is_to_come(plan, today)), None
    )
    if plan is None:
        return not_recorded() if viewer.first_day is None else _("共有された日には未記録")
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
        return _("計画なし")
    return _("%(amount)s %(slot)s(%(day)sから)") % {
        "amount": amount_words(night.amount_mg),
        "slot": _("朝") if night.slot is Slot.MORNING else _("夜"),
        "day": near_day(_amount_since(plan, today), today),
    }


def _amount_since(plan: PlanInForce, today: date) -> date:
    """Since which dose day the amount of ``today`` is planned."""
    amount_mg, since = None, today
    for event in in_force(plan.events):
        if event.kind in AMOUNT_KINDS and event.on_day <= today and event.amount_mg != amount_mg:
            amount_mg, since = event.amount_mg, event.on_day
    return since


def _next_step_words(plan: PlanInForce, today: date) -> str:
    now_mg = plan.night(today).amount_mg
    steps = (step for step in coming_steps(plan.events, after=today) if step.amount_mg != now_mg)
    step = next(steps, None)
    if step is None:
        return ""
    return _("次は%(day)sに %(amount)s") % {
        "day": near_day(step.on_day, today),
        "amount": amount_words(step.amount_mg),
    }


def nights_words(look: Look, plans: list[PlanInForce], answers: dict[date, NightAnswer]) -> str:
    """``記録 12/14夜(服用 10・服用せず 2・未記録 2)``: the fortnight before today."""
    if not look.viewer.may_read(ShareCategory.DOSES):
        return not_shared()
    days = [look.today - timedelta(days=back) for back in range(NIGHTS, 0, -1)]
    shown = [day for day in days if _is_open(look.viewer, day)]
    if not shown:
        return outside_words()
    counts = count_nights(_night(look.viewer, plans, answers, day) for day in shown)
    words = _counted_words(counts)
    if len(shown) < NIGHTS:
        words += _("。共有されている%s夜だけ") % len(shown)
    return words


def _night(viewer: Viewer, plans, answers, day: date) -> Night:
    plan = plan_for(plans, day)
    planned = plan.night(day) if plan else None
    known = viewer.may_read(ShareCategory.PLAN) and (viewer.first_day is None or plan is not None)
    return Night(
        day=day,
        planned_mg=planned.amount_mg if planned else None,
        answer=answers.get(day),
        paused=planned.paused if planned else False,
        plan_known=known,
    )


def _counted_words(counts: NightCounts) -> str:
    given = {"recorded": counts.recorded, "taken": counts.taken, "skipped": counts.skipped}
    if counts.expected is None:
        words = _(
            "記録 %(recorded)s夜(服用 %(taken)s・服用せず %(skipped)s)。計画が分からないので、"
        )
        return (words + _("未記録の夜数は不明")) % given
    if counts.expected == 0:
        return _("服用の予定なし") + _paused_words(counts)
    words = _(
        "記録 %(recorded)s/%(expected)s夜(服用 %(taken)s・服用せず %(skipped)s・未記録 %(missing)s)"
    )
    numbers = given | {"expected": counts.expected, "missing": counts.unrecorded}
    return words % numbers + _paused_words(counts)


def _paused_words(counts: NightCounts) -> str:
    return _("・お休み %s夜") % counts.paused if counts.paused else ""


def last_day_words(look: Look, category: str, last: LastDay) -> str:
    """The day of the latest sign or flagged note. No sign is not the same as nothing written."""
    if not look.viewer.may_read(category):
        return not_shared()
    if last.day is not None:
        return near_day(last.day, look.today)
    return state_words(State.NONE) if last.rows else not_recorded()


def alt_words(look: Look, result: LabResult | None) -> str:
    """``23 U/L(7〜23)、11月1日(日)``"""
    if not look.viewer.may_read(ShareCategory.LABS):
        return not_shared()
    if result is None:
        return not_recorded()
    limits = limits_in_words(result.low_text, result.high_text)
    value = " ".join(filter(None, (result.value_text, result.unit)))
    value += f"({limits})" if limits else ""
    return _("%(value)s、%(day)s") % {
        "value": value,
        "day": near_day(result.collected_on, look.today),
    }


def visit_words(look: Look, day: date | None) -> str:
    if not look.viewer.may_read(ShareCategory.VISITS):
        return not_shared()
    if day is None:
        return not_recorded()
    return _("きょう") if day == look.today else near_day(day, look.today)


def left_words(days_left: int) -> str:
    return _("あと%s日") % days_left if days_left else _("きょうまで")


def place_words(place: Place) -> str:
    """A rule of the order, as it stands above the list and on each card."""
    return {
        Place.URGENT_SIGN: _("この%s日に「至急のしるし」の記録がある方") % RECENT_DAYS,
        Place.FLAGGED_NOTE: _("この%s日に「医師に伝えたい」メモがある方") % RECENT_DAYS,
        Place.VISIT_TODAY: _("きょう受診の予定がある方"),
        Place.ENDS_SOON: _("共有があと%s日以内に終わる方") % ENDS_SOON_DAYS,
        Place.OTHERS: _("そのほかの方"),
    }[place]


def limits_of_the_list() -> str:
    return (
        _(
            "しるしとメモは、この%s日の、共有された分だけを見ています。"
            "この一覧は見張りではありません。開いたときの記録が出るだけで、知らせは届きません。"
        )
        % SIGN_DAYS
    )
