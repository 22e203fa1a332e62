"""The nights of a period: reading, the section about the doses, and the calendar of four weeks."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from django.utils.translation import gettext as _

from diary.doses.domain.titration import Slot
from diary.doses.models import Dose
from diary.doses.models.plan_in_force import PlanInForce, PlansRead, read_plans
from ldn_app.access.models import ShareCategory
from ldn_app.access.viewer import Viewer
from ldn_app.ui.dates import day_label

from ..charts.calendar import CalendarData, DayCell, Shape, calendar_chart
from ..charts.style import Style
from ..domain.grid import WEEK, WEEKS
from ..domain.nights import CellState, Night, NightAnswer, NightCounts, count_nights, night_state
from ..domain.period import Period
from ..domain.states import State
from ..domain.visit_summary import NightSection, VisitSummary
from ..domain.weeks import week_start
from .labels import SEPARATOR, excerpt, nights_words, short_day, state_words
from .pictures import draw_doses, draw_nights, staircase_key
from .plan import amount_words, events_of, pause_words
from .section import Picture, Row, SheetSection, linked

EVENTS_AT_MOST = 6
EVENT_LETTERS = 40
SHAPES = {
    CellState.TAKEN: Shape.FULL,
    CellState.TAKEN_LATER: Shape.HALF,
    CellState.SKIPPED: Shape.CROSS,
    CellState.UNRECORDED: Shape.DOTTED,
    CellState.PAUSED: Shape.BARS,
}


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


def build_nights(viewer: Viewer, nights: tuple[Night, ...]) -> NightSection:
    counts = count_nights(nights)
    if not viewer.may_read(ShareCategory.DOSES):
        return NightSection(State.NOT_SHARED, nights, counts)
    state = State.PRESENT if counts.recorded or counts.expected else State.NOT_RECORDED
    return NightSection(state, nights, counts)


def recorded_words(counts: NightCounts) -> str:
    """``26/28`` nights, or only the 26 when nobody can say how many were due."""
    if counts.expected is None:
        return nights_words(counts.recorded)
    return _("%(recorded)s/%(expected)s夜") % {
        "recorded": counts.recorded,
        "expected": counts.expected,
    }


def quality_words(counts: NightCounts) -> str:
    """How honest the record is: that night, later, not at all."""
    words = [_("当夜 %s") % counts.that_night, _("後日 %s") % counts.later]
    if counts.unrecorded is None:
        words.append(_("未記録の夜数は不明(計画が見えない夜があります)"))
    else:
        words.append(_("未記録 %s") % counts.unrecorded)
    if counts.changed:
        words.append(_("うち後で直した記録 %s") % counts.changed)
    return SEPARATOR.join(words)


def night_words(night: Night) -> str:
    """``飲んだ 4.5mg``: what the table says of a night."""
    answer = night.answer
    if answer is None:
        if night.paused:
            return pause_words(night.pause_reason)
        if night.planned_mg is None:
            return _("計画なし") if night.plan_known else _("未記録")
        return _("未記録") if night.is_over else _("これから")
    if not answer.taken:
        reason = dict(Dose.SkipReason.choices).get(answer.skip_reason, "")
        words = _("飲まなかった") + (f"({reason})" if reason else "")
    else:
        words = f"{_('飲んだ')} {amount_words(answer.amount_mg)}".strip()
    return words + (_(" 後日") if answer.later else "")


def dose_section(summary: VisitSummary, style: Style) -> SheetSection:
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


def calendar_section(summary: VisitSummary, style: Style) -> SheetSection:
    title = _("この4週間")
    if State.PRESENT not in {summary.plan.state, summary.nights.state}:
        return SheetSection(title, instead=state_words(summary.nights.state), kind="calendar")
    if summary.nights.state is State.NOT_SHARED:
        return SheetSection(title, instead=state_words(State.NOT_SHARED), kind="calendar")
    below = _("日をえらぶと、その日の記録が開きます。") if style.day_pages else ""
    pictures = (_calendar_picture(summary, style),)
    return SheetSection(
        title, pictures=pictures, key=_calendar_key(summary), below=below, kind="calendar"
    )


def _calendar_picture(summary: VisitSummary, style: Style) -> Picture:
    first = week_start(summary.period.last, week_starts_on=0) - (WEEKS - 1) * WEEK
    nights = {night.day: night for night in summary.nights.nights}
    scores = dict(summary.symptoms.top[0].daily) if summary.symptoms.top else {}
    days = [first + timedelta(days=place) for place in range(WEEKS * 7)]
    heads = tuple(_("月火水木金土日"))
    rows = {day: _calendar_row(nights[day], scores, style) for day in days if day in nights}
    cells = [_calendar_cell(nights.get(day), rows.get(day, ()), first) for day in days]
    title = _("この4週間の夜")
    data = CalendarData(
        title=title,
        description=_("。").join(map(_in_words, rows.values())),
        heads=heads,
        weeks=[cells[place : place + 7] for place in range(0, len(cells), 7)],
    )
    drawn = calendar_chart(data, replace(style, width=style.calendar_width))
    return Picture(title, drawn, (_("夜"), _("記録"), _("症状")), tuple(rows.values()))


def _calendar_cell(night: Night | None, row: Row, first: date) -> DayCell:
    if night is None:
        return DayCell("")
    state = night_state(night)
    shown = short_day(night.day) if night.day in (first, night.day.replace(day=1)) else ""
    return DayCell(
        day=shown or str(night.day.day),
        shape=SHAPES.get(state, Shape.NOTHING),
        letter=calendar_letters().get(state, ""),
        corner=row[2],
        href=getattr(row[0], "href", ""),
        label=_in_words(row),
    )


def _calendar_row(night: Night, scores: dict[date, int], style: Style) -> Row:
    day, score = linked(day_label(night.day), night.day, style), scores.get(night.day)
    return (day, night_words(night), "" if score is None else str(score))


def _in_words(row: Row) -> str:
    return " ".join(filter(None, row))


def calendar_letters() -> dict[CellState, str]:
    return {
        CellState.TAKEN: _("飲"),
        CellState.TAKEN_LATER: _("後"),
        CellState.SKIPPED: _("不"),
        CellState.UNRECORDED: _("未"),
        CellState.PAUSED: _("休"),
        CellState.NO_PLAN: _("無"),
        CellState.UNKNOWN: _("?"),
        CellState.TO_COME: _("…"),
    }


def _calendar_key(summary: VisitSummary) -> str:
    """Only what the period can show; each shape has a letter."""
    states = {night_state(night) for night in summary.nights.nights}
    told = (
        (CellState.TAKEN, _("● 飲 当夜に記録")),
        (CellState.TAKEN_LATER, _("半円 後 後日に記録")),
        (CellState.SKIPPED, _("× 不 飲まなかった")),
        (CellState.UNRECORDED, _("点線 未 未記録")),
        (CellState.PAUSED, _("縦線 休 お休み")),
        (CellState.NO_PLAN, _("無 計画なし")),
        (CellState.UNKNOWN, _("? 未記録(計画は不明)")),
        (CellState.TO_COME, _("… これから")),
    )
    entries = [words for state, words in told if state in states]
    if summary.symptoms.top:
        entries.append(_("右下の数字 %s") % excerpt(summary.symptoms.top[0].name, 12))
    return " / ".join(entries)
