"""The charts of the summary: facts and words go in, SVG and the table behind it come out.

For each chart there is one line that says how to read it.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from diary.doses.domain.titration import AMOUNT_KINDS, Kind

from ..charts.axis import Backdrop
from ..charts.doses import (
    Filling,
    Mark,
    Piece,
    ShareBarData,
    Sign,
    StaircaseData,
    share_bar,
    staircase_chart,
)
from ..charts.style import Style
from ..charts.weekly import BandData, BarData, Step, band_chart, bar_chart
from ..domain.nights import Night, Stretch, count_nights, stretches
from ..domain.states import State
from ..domain.visit_summary import VisitSummary
from ..domain.weeks import ENOUGH_VALUES, Spread, WeekTally
from .labels import SEPARATOR, nights_words, short_day, spread_words, state_words, week_words
from .plan import amount_words, pause_words, points_of
from .section import Picture, Row

SLOT_KINDS = (Kind.TO_MORNING, Kind.TO_EVENING)


def draw_doses(summary: VisitSummary, style: Style) -> Picture | None:
    """The staircase; None when neither plan nor answers are there to be shown."""
    if State.PRESENT not in {summary.plan.state, summary.nights.state}:
        return None
    heads = (_("期間"), _("計画"), _("当夜"), _("後日"), _("飲まなかった"), _("未記録"))
    rows = _stretches_table(summary)
    title = _("計画の量と、夜ごとの記録")
    data = StaircaseData(
        title=title,
        description=_description(heads, rows),
        first=summary.period.first,
        last=summary.period.last,
        steps=_dose_steps(summary),
        signs=_signs(summary),
        other_amounts=_other_amounts(summary),
        marks=_marks(summary),
        points=points_of(summary),
        backdrop=_backdrop(summary),
    )
    return Picture(title, staircase_chart(data, style), heads, tuple(rows))


def draw_nights(summary: VisitSummary, style: Style) -> Picture | None:
    """One bar for all nights; None when no night is there to be counted."""
    counts = summary.nights.counts
    if summary.nights.state is not State.PRESENT:
        return None
    taken = counts.taken_that_night
    pieces = [
        Piece(_("飲んだ(当夜)"), taken, Filling.FULL),
        Piece(_("飲んだ(後日)"), counts.taken - taken, Filling.HALF),
        Piece(_("飲まなかった"), counts.skipped, Filling.CROSSED),
    ]
    if counts.unrecorded is not None:
        pieces.append(Piece(_("未記録"), counts.unrecorded, Filling.EMPTY))
    if summary.plan.state is State.PRESENT:
        pieces.append(Piece(_("お休み"), counts.paused, Filling.BARRED))
    rows = tuple((piece.words, nights_words(piece.nights)) for piece in pieces)
    heads = (_("夜の記録"), _("夜数"))
    data = ShareBarData(_("すべての夜の内わけ"), _description(heads, rows), pieces)
    return Picture(data.title, share_bar(data, style), heads, rows)


def draw_band(
    summary: VisitSummary,
    style: Style,
    *,
    title: str,
    weekly: Sequence[Spread | None],
    dots: Sequence[tuple[date, float]] = (),
    top_words: str = "",
    with_steps: bool = True,
    last: bool = True,
) -> Picture:
    """Weekly medians between 0 and 10, with the dose under them unless ``with_steps`` is False.

    ``last``: no chart follows that shares the axis.
    """
    heads = (_("週"), _("中央値(25–75%)"), _("記録した日"))
    rows = tuple(
        (week_words(week), spread_words(middle), str(middle.count if middle else 0))
        for week, middle in zip(summary.weeks, weekly, strict=True)
    )
    data = BandData(
        title=title,
        description=_description(heads, rows),
        first=summary.period.first,
        last=summary.period.last,
        weeks=summary.weeks,
        spreads=weekly,
        dots=dots,
        steps=_dose_steps(summary) if with_steps else (),
        top_words=top_words,
        backdrop=_backdrop(summary),
        dates_named=last or style.dates_on_every_chart,
    )
    return Picture(title, band_chart(data, style), heads, rows)


def draw_bars(
    summary: VisitSummary,
    style: Style,
    *,
    title: str,
    tallies: Sequence[WeekTally],
    levels: Sequence[str],
    top_words: str = "",
    last: bool = True,
) -> Picture:
    """Days of each week by how strong something was. ``levels``: words from the weakest."""
    heads = (_("週"), _("答えた日"), *levels)
    rows = tuple(
        (
            week_words(tally.week),
            str(tally.answered) if tally.answered else _("未記録"),
            *(str(days) if tally.answered else "" for days in tally.levels),
        )
        for tally in tallies
    )
    data = BarData(
        title=title,
        description=_description(heads, rows),
        first=summary.period.first,
        last=summary.period.last,
        tallies=tallies,
        top_words=top_words,
        backdrop=_backdrop(summary),
        dates_named=last or style.dates_on_every_chart,
    )
    return Picture(title, bar_chart(data, style), heads, rows)


def _description(heads: Row, rows: Iterable[Row]) -> str:
    """The table read out, for those who cannot see the chart."""
    lines = [
        _("%(first)s: %(rest)s")
        % {
            "first": row[0],
            "rest": SEPARATOR.join(
                f"{head} {cell}" for head, cell in zip(heads[1:], row[1:], strict=True) if cell
            ),
        }
        for row in rows
    ]
    return _("。").join(lines)


def _dose_steps(summary: VisitSummary) -> list[Step]:
    """Nights on which a dose was planned, amount by amount; the time of day cuts no step."""
    found: list[Step] = []
    for run in summary.plan.stretches:
        if run.planned_mg is None or run.paused:
            continue
        amount_mg = float(run.planned_mg)
        last = found[-1] if found else None
        if last and last.amount_mg == amount_mg and (run.first - last.last).days == 1:
            found[-1] = Step(last.first, run.last, amount_mg)
        else:
            found.append(Step(run.first, run.last, amount_mg))
    return found


def _signs(summary: VisitSummary) -> list[Sign]:
    """Words over the staircase: a switch between night and morning, a pause, the end."""
    switch = {Kind.TO_MORNING: _("夜→朝"), Kind.TO_EVENING: _("朝→夜"), Kind.END: _("終わり")}
    found = [
        Sign(line.on_day, switch[line.kind]) for line in summary.plan.lines if line.kind in switch
    ]
    found += [Sign(run.first, pause_words(run.pause_reason)) for run in _pauses(summary)]
    return sorted(found, key=lambda sign: sign.day)


def _backdrop(summary: VisitSummary) -> Backdrop:
    """What is drawn behind every chart: changes of amount or time of day, and pauses."""
    changes = {
        line.on_day
        for line in summary.plan.lines
        if line.kind in SLOT_KINDS
        or (line.kind in AMOUNT_KINDS and line.amount_mg != line.before_mg)
    }
    pauses = tuple((run.first, run.last) for run in _pauses(summary))
    return Backdrop(tuple(sorted(changes)), pauses)


def _other_amounts(summary: VisitSummary) -> list[tuple[date, float]]:
    """Nights on which not the planned amount was taken, as far as both are known."""
    return [
        (night.day, float(night.answer.amount_mg))
        for night in summary.nights.nights
        if night.answer
        and night.answer.amount_mg is not None
        and night.answer.amount_mg != night.planned_mg
    ]


def _marks(summary: VisitSummary) -> list[tuple[date, Mark]]:
    return [(night.day, _mark(night)) for night in summary.nights.nights if night.answer]


def _mark(night: Night) -> Mark:
    if not night.answer.taken:
        return Mark.SKIPPED
    return Mark.TAKEN_LATER if night.answer.later else Mark.TAKEN


def _stretches_table(summary: VisitSummary) -> list[tuple[str, ...]]:
    """A row for each stretch of nights that the plan treats alike."""
    doses_shared = summary.nights.state is not State.NOT_SHARED
    rows = []
    for run in stretches(summary.nights.nights):
        inside = [n for n in summary.nights.nights if run.first <= n.day <= run.last]
        counts = count_nights(inside)
        if not counts.recorded and run.planned_mg is None and summary.plan.state is State.PRESENT:
            continue
        cells = (counts.that_night, counts.later, counts.skipped, counts.unrecorded)
        rows.append(
            (
                f"{short_day(run.first)}–{short_day(run.last)}",
                _planned_words(run, summary.plan.state),
                *(_count_words(cell, doses_shared) for cell in cells),
            )
        )
    return rows


def _planned_words(run: Stretch, state: State) -> str:
    if state is State.NOT_SHARED:
        return state_words(state)
    if run.paused:
        return pause_words(run.pause_reason)
    if run.planned_mg is None:
        return _("計画なし") if run.plan_known else _("計画は不明")
    slot = _("朝") if run.morning else _("夜")
    return f"{amount_words(run.planned_mg)} {slot}"


def _count_words(nights: int | None, shared: bool) -> str:
    if not shared:
        return state_words(State.NOT_SHARED)
    return _("不明") if nights is None else str(nights)


def _pauses(summary: VisitSummary) -> list[Stretch]:
    return [run for run in summary.plan.stretches if run.paused]


def band_key() -> str:
    words = _("太線 週の中央値 / 帯と( ) 25–75%% / ◇ 記録が%s日に満たない週 / 上の太線 お休み")
    return words % ENOUGH_VALUES


def degree_key() -> str:
    return _("枠の高さ 答えた日数(7日まで) / 斜線 少し / 黒 強い / 枠だけ なし / 空白 未記録")


def severity_key() -> str:
    return _(
        "枠の高さ 答えた日数 / 粗い斜線 軽い / 細かい斜線 つらい / "
        "黒 とてもつらい・至急のしるし / 枠だけ なし"
    )


def staircase_key(*, plan_shown: bool) -> str:
    nights = _("長い縦線 当夜に記録 / 短い縦線 後日に記録 / × 飲まなかった / 空白 未記録")
    if not plan_shown:
        return _("○ 飲んだ量 / ") + nights
    return _("太線 計画の量 / ") + nights + _(" / ○ 別の量 / 点線 変更 / 斜線 お休み")
