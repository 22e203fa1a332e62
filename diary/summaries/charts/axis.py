"""Where a day and a value are in a chart, which of them are written beside it, and what every
chart shows alike behind them: when the dose changed and when it was paused."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ldn_app.ui import svg

from .style import Style

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Dose days from ``first`` to ``last`` between ``left`` and ``right``; a day has a width."""

    first: date
    last: date
    left: float
    right: float

    @property
    def day_width(self) -> float:
        return (self.right - self.left) / ((self.last - self.first).days + 1)

    def begin(self, day: date) -> float:
        """Where ``day`` begins."""
        return self.left + (day - self.first).days * self.day_width

    def middle(self, day: date) -> float:
        return self.begin(day) + self.day_width / 2

    def end(self, day: date) -> float:
        return self.begin(day) + self.day_width

    def cut(self, first: date, last: date) -> tuple[float, float] | None:
        """Left and right end of the days from ``first`` to ``last``, as far as they are here."""
        first, last = max(first, self.first), min(last, self.last)
        return (self.begin(first), self.end(last)) if first <= last else None


@dataclass(frozen=True, slots=True)
class ValueAxis:
    """Values from ``low`` at ``bottom`` to ``high`` at ``top``."""

    low: float
    high: float
    bottom: float
    top: float

    def y(self, value: float) -> float:
        share = (float(value) - self.low) / (self.high - self.low)
        return self.bottom - share * (self.bottom - self.top)


def date_ticks(first: date, last: date, *, at_most: int) -> list[date]:
    """Mondays, every other Monday, every fourth, or first days of months: what has room."""
    mondays = [day for day in _days(first, last) if day.weekday() == 0]
    for every in (1, 2, 4):
        if len(mondays[::every]) <= at_most:
            return mondays[::every]
    months = [day for day in _days(first, last) if day.day == 1]
    step = -(-len(months) // at_most)
    return months[::step]


def tick_label(day: date) -> str:
    return f"{day.month}/{day.day}"


def _days(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += ONE_DAY


def readable_values(values: Sequence[float], axis: ValueAxis, *, gap: float) -> list[float]:
    """Those of ``values`` that fit beside the axis at least ``gap`` apart, highest first."""
    chosen: list[float] = []
    for value in sorted(set(values), reverse=True):
        if all(abs(axis.y(value) - axis.y(other)) >= gap for other in chosen):
            chosen.append(value)
    return chosen


def draw_time_axis(axis: TimeAxis, y: float, style: Style, *, named: bool = True) -> Iterator[str]:
    """The line at the bottom, a short stroke at each named day and its name.

    ``named`` False leaves the names to the chart below, which shares the axis.
    """
    room = style.width_of("12/31") * 1.25
    ticks = date_ticks(axis.first, axis.last, at_most=max(int((axis.right - axis.left) / room), 2))
    strokes = [svg.move_to(axis.left, y) + svg.across(axis.right)]
    strokes += [
        svg.move_to(axis.begin(day), y) + svg.line_to(axis.begin(day), y + style.font_size / 3)
        for day in ticks
    ]
    yield svg.path(strokes, **style.ink.stroke(style.line * 0.6))
    taken = axis.left - style.width
    for day in ticks if named else ():
        width = style.width_of(tick_label(day))
        x = min(axis.begin(day), axis.right - width)
        if x >= taken:  # The last one is moved to the left, where another may be.
            yield svg.text(tick_label(day), x + 1, y + style.font_size * 1.15, **style.words())
            taken = x + width


def draw_value_axis(
    values: Sequence[float], axis: ValueAxis, style: Style, *, unit: str = ""
) -> Iterator[str]:
    """Numbers on the left, the highest first, with a faint line across for each."""
    lines = [svg.move_to(style.left, axis.y(value)) + svg.across(style.right) for value in values]
    yield svg.path(lines, **style.faint.stroke(style.line * 0.4))
    for value in values:
        words = f"{value:g}{unit}"
        y = axis.y(value) + style.font_size * 0.35
        yield svg.text(words, style.left - 3, y, **style.words(text_anchor="end"))


@dataclass(frozen=True, slots=True)
class Backdrop:
    """``changes``: first days of a new amount or time of day. ``pauses``: first and last days."""

    changes: tuple[date, ...] = ()
    pauses: tuple[tuple[date, date], ...] = ()


NO_BACKDROP = Backdrop()


def draw_changes(
    backdrop: Backdrop, axis: TimeAxis, top: float, bottom: float, style: Style
) -> Iterator[str]:
    """A dashed upright where the amount or the time of day changed."""
    changes = [day for day in backdrop.changes if axis.first < day <= axis.last]
    if changes:
        strokes = [
            svg.move_to(axis.begin(day), top) + svg.line_to(axis.begin(day), bottom)
            for day in changes
        ]
        dashes = f"{svg.number(style.line * 1.5)} {svg.number(style.line * 2)}"
        yield svg.path(strokes, stroke_dasharray=dashes, **style.ink.stroke(style.line * 0.5))


def draw_pause_hatch(
    backdrop: Backdrop, axis: TimeAxis, top: float, bottom: float, style: Style
) -> Iterator[str]:
    """Slanted lines over the nights of a pause, where nothing else is hatched."""
    slanted: list[str] = []
    for first, last in backdrop.pauses:
        if ends := axis.cut(first, last):
            slanted += svg.hatch(ends[0], top, ends[1], bottom, style.font_size * 0.6)
    if slanted:
        yield svg.path(slanted, **style.faint.stroke(style.line * 0.5))


def draw_pause_beams(
    backdrop: Backdrop, axis: TimeAxis, top: float, bottom: float, style: Style
) -> Iterator[str]:
    """A thick beam above the nights of a pause and thin uprights at both of its ends."""
    beams, uprights = [], []
    for first, last in backdrop.pauses:
        if ends := axis.cut(first, last):
            beams.append(svg.move_to(ends[0], top) + svg.across(ends[1]))
            uprights += [svg.move_to(x, top) + svg.line_to(x, bottom) for x in ends]
    if beams:
        yield svg.path(beams, **style.ink.stroke(style.line * 2.4))
        yield svg.path(uprights, **style.ink.stroke(style.line * 0.4))
