"""The last four weeks of the period, Monday first, with a shape and a letter for each day."""

from dataclasses import replace
from datetime import date, timedelta

from django.utils.translation import gettext as _

from ldn_app.ui.dates import day_label

from ..charts.calendar import CalendarData, DayCell, Shape, calendar_chart
from ..charts.style import Style
from ..domain.grid import WEEK, WEEKS
from ..domain.nights import CellState, Night, night_state
from ..domain.states import State
from ..domain.visit_summary import VisitSummary
from ..domain.weeks import week_start
from .doses import night_words
from .labels import excerpt, short_day, state_words
from .section import Picture, Row, SheetSection, linked

SHAPES = {
    CellState.TAKEN: Shape.FULL,
    CellState.TAKEN_LATER: Shape.HALF,
    CellState.SKIPPED: Shape.CROSS,
    CellState.UNRECORDED: Shape.DOTTED,
    CellState.PAUSED: Shape.BARS,
}


def calendar_section(summary: VisitSummary, style: Style) -> SheetSection:
    title = _("この4週間")
    if State.PRESENT not in {summary.plan.state, summary.nights.state}:
        return SheetSection(title, instead=state_words(summary.nights.state), kind="calendar")
    if summary.nights.state is State.NOT_SHARED:
        return SheetSection(title, instead=state_words(State.NOT_SHARED), kind="calendar")
    below = _("日をえらぶと、その日の記録が開きます。") if style.day_pages else ""
    pictures = (_picture(summary, style),)
    return SheetSection(title, pictures=pictures, key=_key(summary), below=below, kind="calendar")


def _picture(summary: VisitSummary, style: Style) -> Picture:
    first = week_start(summary.period.last, week_starts_on=0) - (WEEKS - 1) * WEEK
    nights = {night.day: night for night in summary.nights.nights}
    scores = dict(summary.symptoms.top[0].daily) if summary.symptoms.top else {}
    days = [first + timedelta(days=place) for place in range(WEEKS * 7)]
    heads = tuple(_("月火水木金土日"))
    rows = {day: _row(nights[day], scores, style) for day in days if day in nights}
    cells = [_cell(nights.get(day), rows.get(day, ()), first) for day in days]
    title = _("この4週間の夜")
    data = CalendarData(
        title=title,
        description=_("。").join(map(_words, rows.values())),
        heads=heads,
        weeks=[cells[place : place + 7] for place in range(0, len(cells), 7)],
    )
    drawn = calendar_chart(data, replace(style, width=style.calendar_width))
    return Picture(title, drawn, (_("夜"), _("記録"), _("症状")), tuple(rows.values()))


def _cell(night: Night | None, row: Row, first: date) -> DayCell:
    if night is None:
        return DayCell("")
    state = night_state(night)
    shown = short_day(night.day) if night.day in (first, night.day.replace(day=1)) else ""
    return DayCell(
        day=shown or str(night.day.day),
        shape=SHAPES.get(state, Shape.NOTHING),
        letter=letters().get(state, ""),
        corner=row[2],
        href=getattr(row[0], "href", ""),
        label=_words(row),
    )


def _row(night: Night, scores: dict[date, int], style: Style) -> Row:
    day, score = linked(day_label(night.day), night.day, style), scores.get(night.day)
    return (day, night_words(night), "" if score is None else str(score))


def _words(row: Row) -> str:
    return " ".join(filter(None, row))


def letters() -> dict[CellState, str]:
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


def _key(summary: VisitSummary) -> str:
    """Only what the period can show; the shapes stand for their letters."""
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
