"""Week by week: medians inside the band of the middle half, or days by how strong something was.

The steps of the dose can be drawn under the band, on the same days.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ldn_app.ui import svg

from ..domain.weeks import Spread, Week, WeekTally
from .axis import (
    NO_BACKDROP,
    Backdrop,
    TimeAxis,
    ValueAxis,
    draw_changes,
    draw_pause_beams,
    draw_time_axis,
    draw_value_axis,
)
from .style import Style

BAND_IN_LETTERS = 3.6
BARS_IN_LETTERS = 2.2
STRIP_IN_LETTERS = 1.9
DAYS_OF_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Step:
    """The amount that was planned from ``first`` to ``last``, inclusive."""

    first: date
    last: date
    amount_mg: float


@dataclass(frozen=True, slots=True)
class BandData:
    """``spreads``: one for each week; None for a week without an answer.

    ``dots``: the values of single days, faint behind the weeks. ``steps``: the dose, under the
    plot on the same days. ``top_words``: what the highest value means, written above it.
    """

    title: str
    description: str
    first: date
    last: date
    weeks: Sequence[Week]
    spreads: Sequence[Spread | None]
    dots: Sequence[tuple[date, float]] = ()
    steps: Sequence[Step] = ()
    backdrop: Backdrop = NO_BACKDROP
    dates_named: bool = True
    highest: float = 10
    top_words: str = ""


def band_chart(data: BandData, style: Style) -> svg.Svg:
    """A week with too few values shows each median as an empty diamond, without a band."""
    letter = style.font_size
    top = letter * (1.9 if data.top_words else 0.8)
    bottom = top + letter * BAND_IN_LETTERS * style.stretch
    floor = bottom + letter * (STRIP_IN_LETTERS if data.steps else 0)
    height = floor + letter * (1.5 if data.dates_named else 0.5)
    time = TimeAxis(data.first, data.last, style.left, style.right)
    value = ValueAxis(0, data.highest, bottom, top)
    above = svg.text(data.top_words, style.left, letter * 0.95, **style.words())
    content = [
        *([above] if data.top_words else []),
        *draw_changes(data.backdrop, time, value.top - letter * 0.4, floor, style),
        *draw_pause_beams(data.backdrop, time, value.top - letter * 0.4, value.bottom, style),
        *draw_value_axis((0, data.highest / 2, data.highest), value, style),
        *_bands(data, time, value, style),
        *_dots(data, time, value, style),
        *_medians(data, time, value, style),
        *_thin_weeks(data, time, value, style),
        *draw_step_strip(data.steps, time, bottom, style),
        *draw_time_axis(time, floor, style, named=data.dates_named),
    ]
    return svg.figure(
        content,
        width=style.width,
        height=height,
        title=data.title,
        description=data.description,
    )


def _full_weeks(data: BandData) -> list[tuple[Week, Spread]]:
    pairs = zip(data.weeks, data.spreads, strict=True)
    return [(week, middle) for week, middle in pairs if middle is not None and middle.is_enough]


def _bands(data: BandData, time: TimeAxis, value: ValueAxis, style: Style) -> Iterator[str]:
    boxes = []
    for week, middle in _full_weeks(data):
        left, right = time.begin(week.first), time.end(week.last)
        if middle.high > middle.low:
            boxes.append(svg.box(left, value.y(middle.high), right, value.y(middle.low)))
    if boxes:
        yield svg.path(boxes, **style.tint.fill())


def _dots(data: BandData, time: TimeAxis, value: ValueAxis, style: Style) -> Iterator[str]:
    """Single days as small squares: the same on every printer."""
    half = min(time.day_width * 0.35, style.line * 0.9)
    squares = [
        svg.box(x - half, y - half, x + half, y + half)
        for x, y in ((time.middle(day), value.y(score)) for day, score in data.dots)
    ]
    if squares:
        yield svg.path(squares, **style.dot.fill())


def _medians(data: BandData, time: TimeAxis, value: ValueAxis, style: Style) -> Iterator[str]:
    """Thick across each week; a thin upright joins weeks that follow each other."""
    thick, thin = [], []
    before: tuple[Week, Spread] | None = None
    for week, middle in _full_weeks(data):
        y = value.y(middle.median)
        thick.append(svg.move_to(time.begin(week.first), y) + svg.across(time.end(week.last)))
        if before and (week.first - before[0].last).days == 1:
            thin.append(
                svg.move_to(time.begin(week.first), value.y(before[1].median))
                + svg.line_to(time.begin(week.first), y)
            )
        before = (week, middle)
    if thick:
        yield svg.path(thick, **style.ink.stroke(style.line * 1.8))
    if thin:
        yield svg.path(thin, **style.ink.stroke(style.line * 0.8))


def _thin_weeks(data: BandData, time: TimeAxis, value: ValueAxis, style: Style) -> Iterator[str]:
    size = style.font_size * 0.3
    for week, middle in zip(data.weeks, data.spreads, strict=True):
        if middle is None or middle.is_enough:
            continue
        x = (time.begin(week.first) + time.end(week.last)) / 2
        y = value.y(middle.median)
        yield svg.path(
            [
                svg.move_to(x - size, y),
                svg.line_to(x, y - size),
                svg.line_to(x + size, y),
                svg.line_to(x, y + size) + "Z",
            ],
            **style.ink.stroke(style.line * 0.8),
        )


def draw_step_strip(
    steps: Sequence[Step], time: TimeAxis, top: float, style: Style
) -> Iterator[str]:
    """The amounts as boxes, higher for more, each with its number where there is room."""
    if not steps:
        return
    letter = style.font_size
    bottom = top + letter * STRIP_IN_LETTERS
    value = ValueAxis(0, max(step.amount_mg for step in steps), bottom, bottom - letter * 0.85)
    boxes = [
        svg.box(time.begin(step.first), value.y(step.amount_mg), time.end(step.last), bottom)
        for step in steps
    ]
    yield svg.path(boxes, **style.ink.stroke(style.line * 0.5))
    yield svg.text("mg", style.left - 3, bottom, **style.words(text_anchor="end"))
    for step in steps:
        words = f"{step.amount_mg:g}"
        room = time.end(step.last) - time.begin(step.first)
        if room > style.width_of(words) + 2:
            y = value.y(step.amount_mg) - letter * 0.12
            yield svg.text(words, time.begin(step.first) + 1.5, y, **style.words())


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
    bottom = top + letter * BARS_IN_LETTERS * style.stretch
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
