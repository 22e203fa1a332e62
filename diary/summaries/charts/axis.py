"""Where a day and a value stand in a chart, and which of them are written beside it."""

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
    """Those of ``values`` that can stand beside the axis at least ``gap`` apart, highest first."""
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
        if x >= taken:  # The last one is moved to the left, where another may stand.
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
