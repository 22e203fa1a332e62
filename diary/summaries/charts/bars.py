"""Week by week: how many days were answered and how many of them were how strong."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ldn_app.ui import svg

from ..domain.weeks import WeekTally
from .axis import TimeAxis, ValueAxis, draw_time_axis, draw_value_axis
from .backdrop import NO_BACKDROP, Backdrop, draw_changes, draw_pause_beams
from .style import Style

PLOT_IN_LETTERS = 2.2
DAYS_OF_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class BarData:
    """``tallies``: one for each week; a week without an answer has no bar at all.

    ``top_words``: what is counted, written above it.
    """

    title: str
    description: str
    first: date
    last: date
    tallies: Sequence[WeekTally]
    top_words: str = ""
    backdrop: Backdrop = NO_BACKDROP
    dates_named: bool = True


def bar_chart(data: BarData, style: Style) -> svg.Svg:
    """An empty frame as high as the answered days, filled from below with the strongest first."""
    letter = style.font_size
    top = letter * (1.85 if data.top_words else 0.6)
    bottom = top + letter * PLOT_IN_LETTERS * style.stretch
    height = bottom + letter * (1.5 if data.dates_named else 0.5)
    time = TimeAxis(data.first, data.last, style.left, style.right)
    value = ValueAxis(0, DAYS_OF_A_WEEK, bottom, top)
    above = svg.text(data.top_words, style.left, letter * 0.95, **style.words())
    content = [
        *([above] if data.top_words else []),
        *draw_changes(data.backdrop, time, top - letter * 0.4, value.bottom, style),
        *draw_pause_beams(data.backdrop, time, top - letter * 0.4, value.bottom, style),
        *draw_value_axis((0, DAYS_OF_A_WEEK), value, style),
        *(piece for tally in data.tallies for piece in _bar(tally, time, value, style)),
        *draw_time_axis(time, value.bottom, style, named=data.dates_named),
    ]
    return svg.figure(
        content,
        width=style.width,
        height=height,
        title=data.title,
        description=data.description,
    )


def _bar(tally: WeekTally, time: TimeAxis, value: ValueAxis, style: Style) -> Iterator[str]:
    if not tally.answered:
        return
    gap = min(time.day_width, style.font_size * 0.25)
    left, right = time.begin(tally.week.first) + gap, time.end(tally.week.last) - gap
    floor = 0
    for strength, days in reversed(list(enumerate(tally.levels, start=1))):
        if days:
            share = strength / len(tally.levels)
            piece = (left, value.y(floor + days), right, value.y(floor))
            yield from _filled(piece, share, style)
            floor += days
    frame = svg.box(left, value.y(tally.answered), right, value.y(0))
    yield svg.path([frame], **style.ink.stroke(style.line * 0.6))


def _filled(piece: tuple[float, float, float, float], share: float, style: Style) -> Iterator[str]:
    """Black for the strongest, wide slanted lines for the weakest, close ones in between."""
    if share == 1:
        yield svg.path([svg.box(*piece)], **style.ink.fill())
        return
    gap = style.font_size * (0.55 if share <= 0.5 else 0.3)
    lines = list(svg.hatch(*piece, gap))
    yield svg.path([*lines, svg.box(*piece)], **style.ink.stroke(style.line * 0.5))
