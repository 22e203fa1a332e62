"""The day table of the appendix: what was recorded on each day, the newest last.

Three or more days in a row without a record are one line.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _

from diary.symptoms.models import Sleep

from ..charts.style import Style
from ..domain.states import State
from ..domain.visit_summary import SleepDay, VisitSummary
from .doses import night_words
from .labels import SEPARATOR, short_day, state_words, weekday_words
from .section import SheetSection, Table, linked
from .side_effects import tick_words

UNRECORDED = "–"
LONG = 3  # days in a row that become one line

DayRow = tuple[date, tuple[str, ...]]


def day_table_appendix(summary: VisitSummary, style: Style) -> SheetSection:
    heads = [_("日"), _("服用"), *(one.name for one in summary.symptoms.top)]
    heads += [_("眠りの質"), _("さめた"), _("眠れない"), _("夢"), _("副作用")]
    key = _("– は未記録。症状と眠りの質は0–10。眠りは、その日の朝までの眠り。")
    return SheetSection(
        _("毎日の記録"),
        facts=_not_shared(summary),
        tables=(Table("", tuple(heads), _rows(summary, style)),),
        key=key,
        kind="days",
    )


def _not_shared(summary: VisitSummary) -> tuple[str, ...]:
    """Which columns are empty because this viewer may not read them."""
    columns = (
        (_("服用"), summary.nights),
        (_("症状"), summary.symptoms),
        (_("眠り"), summary.sleep),
        (_("副作用"), summary.side_effects),
    )
    return tuple(
        _("%(name)s: %(state)s") % {"name": name, "state": state_words(section.state)}
        for name, section in columns
        if section.state is State.NOT_SHARED
    )


def _rows(summary: VisitSummary, style: Style) -> tuple[tuple[str, ...], ...]:
    scores = [dict(one.daily) for one in summary.symptoms.top]
    sleep = {night.day: night for night in summary.sleep.by_day}
    effects = _effects(summary)
    doses_shared = summary.nights.state is not State.NOT_SHARED
    rows = [
        (
            night.day,
            (
                night_words(night) if doses_shared else UNRECORDED,
                *(str(one.get(night.day, UNRECORDED)) for one in scores),
                *_sleep_cells(sleep.get(night.day)),
                effects.get(night.day, UNRECORDED),
            ),
        )
        for night in summary.nights.nights
    ]
    answered = {night.day for night in summary.nights.nights if night.answer is not None}
    return tuple(_folded(rows, answered, style))


def _folded(
    rows: Sequence[DayRow], answered: Collection[date], style: Style
) -> Iterator[tuple[str, ...]]:
    """``10/1〜11/20 計画なし(51日)`` instead of 51 lines that say the same of nothing."""

    def alike(row: DayRow) -> object:
        day, (night, *rest) = row
        is_empty = day not in answered and set(rest) == {UNRECORDED}
        return night if is_empty else day

    for _key, run in groupby(rows, key=alike):
        days = list(run)
        (first, cells), (last, _cells) = days[0], days[-1]
        if len(days) < LONG:
            yield from ((linked(weekday_words(d), d, style), *told) for d, told in days)
        else:
            span = f"{short_day(first)}〜{short_day(last)}"
            counted = _("%(state)s(%(days)s日)") % {"state": cells[0], "days": len(days)}
            yield (span, counted, *cells[1:])


def _sleep_cells(night: SleepDay | None) -> tuple[str, str, str, str]:
    if night is None:
        return (UNRECORDED,) * 4
    degrees = {degree: str(label) for degree, label in Sleep.Degree.choices}
    return (
        UNRECORDED if night.quality is None else str(night.quality),
        UNRECORDED if night.times_awake is None else _("%s回") % night.times_awake,
        degrees.get(night.insomnia, UNRECORDED),
        degrees.get(night.dreams, UNRECORDED),
    )


def _effects(summary: VisitSummary) -> dict[date, str]:
    found: dict[date, list[str]] = defaultdict(list)
    for day, kind, severity in summary.side_effects.ticks:
        found[day].append(tick_words(kind, severity))
    return {day: SEPARATOR.join(told) for day, told in found.items()}
