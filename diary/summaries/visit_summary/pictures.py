"""The charts of one page: facts and words go in, SVG and the table behind it come out."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from ldn_app.ui.svg import Svg

from ..charts.doses import Filling, Piece, ShareBarData, StaircaseData, share_bar, staircase_chart
from ..charts.style import Style
from ..charts.weekly import BandData, BarData, band_chart, bar_chart
from ..domain.states import State
from ..domain.visit_summary import VisitSummary
from ..domain.weeks import Spread, WeekTally
from . import staircase, timeline
from .labels import SEPARATOR, nights_words, spread_words, week_words
from .section import Picture, Row

Data = StaircaseData | ShareBarData | BandData | BarData


def draw_doses(summary: VisitSummary, style: Style) -> Picture | None:
    """The staircase; None when neither plan nor answers are there to be shown."""
    if State.PRESENT not in {summary.plan.state, summary.nights.state}:
        return None
    heads = (_("期間"), _("計画"), _("当夜"), _("後日"), _("飲まなかった"), _("未記録"))
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
        points=timeline.points_of(summary),
        backdrop=staircase.backdrop(summary),
    )
    return _picture(staircase_chart, data, style, heads, rows)


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
    return _picture(share_bar, data, style, heads, rows)


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
        steps=staircase.steps(summary) if with_steps else (),
        top_words=top_words,
        backdrop=staircase.backdrop(summary),
        dates_named=last or style.dates_on_every_chart,
    )
    return _picture(band_chart, data, style, heads, rows)


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
        backdrop=staircase.backdrop(summary),
        dates_named=last or style.dates_on_every_chart,
    )
    return _picture(bar_chart, data, style, heads, rows)


def _picture(
    draw: Callable[..., Svg],
    data: Data,
    style: Style,
    heads: Row,
    rows: Sequence[Row],
) -> Picture:
    return Picture(data.title, draw(data, style), heads, tuple(rows))


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
