"""The charts of one page: facts and words go in, SVG and the table behind it come out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..charts.band import BandData, band_chart
from ..charts.bars import BarData, bar_chart
from ..charts.staircase import StaircaseData, staircase_chart
from ..charts.style import Style
from ..charts.svg import Svg
from ..domain.tallies import WeekTally
from ..domain.visit_summary import State, VisitSummary
from ..domain.weeks import Spread
from . import staircase, words

Row = tuple[str, ...]
Data = StaircaseData | BandData | BarData


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart and the same facts as a table. ``caption``: what stands over it, "" for nothing."""

    title: str
    caption: str
    svg: Svg
    heads: Row
    rows: tuple[Row, ...]


def draw_doses(summary: VisitSummary, style: Style) -> Picture | None:
    """The staircase; None when neither plan nor answers are there to be shown."""
    if State.PRESENT not in {summary.plan.state, summary.nights.state}:
        return None
    heads = (_("期間"), _("計画"), _("当夜"), _("後日"), _("服用せず"), _("記録なし"))
    rows = staircase.table(summary)
    title = _("計画の量と、夜ごとの記録")
    data = StaircaseData(
        title=title,
        description=_description(heads, rows),
        first=summary.period.first,
        last=summary.period.last,
        steps=staircase.steps(summary),
        signs=staircase.signs(summary),
        other_amounts=staircase.other_amounts(summary),
        marks=staircase.marks(summary),
        backdrop=staircase.backdrop(summary),
    )
    return _picture(staircase_chart, data, style, heads, rows)


def draw_band(
    summary: VisitSummary,
    style: Style,
    *,
    title: str,
    weekly: Sequence[Spread | None],
    caption: str = "",
    top_words: str = "",
    last: bool = True,
) -> Picture:
    """Weekly medians between 0 and 10. ``last``: no chart follows that shares the axis."""
    heads = (_("週"), _("中央値(25–75%)"), _("記録した日"))
    rows = tuple(
        (words.week_words(week), words.spread_words(middle), str(middle.count if middle else 0))
        for week, middle in zip(summary.weeks, weekly, strict=True)
    )
    data = BandData(
        title=title,
        description=_description(heads, rows),
        first=summary.period.first,
        last=summary.period.last,
        weeks=summary.weeks,
        spreads=weekly,
        top_words=top_words,
        backdrop=staircase.backdrop(summary),
        dates_named=last or style.dates_on_every_chart,
    )
    return _picture(band_chart, data, style, heads, rows, caption)


def draw_bars(
    summary: VisitSummary,
    style: Style,
    *,
    title: str,
    tallies: Sequence[WeekTally],
    levels: Sequence[str],
    caption: str = "",
    last: bool = True,
) -> Picture:
    """Days of each week by how strong something was. ``levels``: words from the weakest."""
    heads = (_("週"), _("答えた日"), *levels)
    rows = tuple(
        (
            words.week_words(tally.week),
            str(tally.answered) if tally.answered else _("記録なし"),
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
        backdrop=staircase.backdrop(summary),
        dates_named=last or style.dates_on_every_chart,
    )
    return _picture(bar_chart, data, style, heads, rows, caption)


def _picture(
    draw: Callable[..., Svg],
    data: Data,
    style: Style,
    heads: Row,
    rows: Sequence[Row],
    caption: str = "",
) -> Picture:
    return Picture(data.title, caption, draw(data, style), heads, tuple(rows))


def _description(heads: Row, rows: Iterable[Row]) -> str:
    """The table read out, for those who cannot see the chart."""
    lines = [
        _("%(first)s: %(rest)s")
        % {
            "first": row[0],
            "rest": words.SEPARATOR.join(
                f"{head} {cell}" for head, cell in zip(heads[1:], row[1:], strict=True) if cell
            ),
        }
        for row in rows
    ]
    return _("。").join(lines)
