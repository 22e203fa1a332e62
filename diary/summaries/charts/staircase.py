"""The dose as it was planned, night by night what was answered below it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ldn_app.ui import svg

from .axis import TimeAxis, ValueAxis, draw_time_axis, draw_value_axis, readable_values
from .backdrop import NO_BACKDROP, Backdrop, draw_changes, draw_pause_hatch
from .steps import Step
from .style import Style

PLOT_IN_LETTERS = 4.3
STRIP_IN_LETTERS = 1.8


class Mark(StrEnum):
    """How a night stands in the strip; a night without a mark was not recorded."""

    TAKEN = "taken"
    TAKEN_LATER = "taken_later"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Sign:
    """Words above the staircase at the day from which they hold."""

    day: date
    words: str


@dataclass(frozen=True, slots=True)
class StaircaseData:
    """``other_amounts``: nights on which another amount than the planned one was taken.

    ``points``: days on which something else took place, each with its letter (受, 検).
    """

    title: str
    description: str
    first: date
    last: date
    steps: Sequence[Step] = ()
    signs: Sequence[Sign] = ()
    other_amounts: Sequence[tuple[date, float]] = ()
    marks: Sequence[tuple[date, Mark]] = ()
    points: Sequence[tuple[date, str]] = ()
    backdrop: Backdrop = NO_BACKDROP


def staircase_chart(data: StaircaseData, style: Style) -> svg.Svg:
    letter = style.font_size
    top = letter * (2.6 if data.signs else 1.4)
    floor = top + letter * PLOT_IN_LETTERS * style.stretch
    strip_bottom = floor + letter * (STRIP_IN_LETTERS + 0.3)
    axis_y = strip_bottom + letter * (1.3 if data.points else 0)
    height = axis_y + letter * 1.5
    amounts = [step.amount_mg for step in data.steps] + [mg for _, mg in data.other_amounts]
    time = TimeAxis(data.first, data.last, style.left, style.right)
    value = ValueAxis(0, max(amounts, default=1), floor, top)
    content = [
        *draw_pause_hatch(data.backdrop, time, value.top, strip_bottom, style),
        *draw_changes(data.backdrop, time, letter * 0.4, strip_bottom, style),
        *draw_value_axis(readable_values([0, *amounts], value, gap=letter), value, style),
        *_steps(data.steps, time, value, style),
        *_signs(data, time, value, style),
        *_other_amounts(data.other_amounts, time, value, style),
        *_strip(data.marks, time, strip_bottom, style),
        *_points(data.points, time, strip_bottom, style),
        *draw_time_axis(time, axis_y, style),
    ]
    return svg.figure(
        content, width=style.width, height=height, title=data.title, description=data.description
    )


def _steps(steps: Sequence[Step], time: TimeAxis, value: ValueAxis, style: Style) -> Iterator[str]:
    if not steps:
        return
    pieces = []
    before: Step | None = None
    for step in steps:
        y = value.y(step.amount_mg)
        if before and (step.first - before.last).days == 1:
            pieces.append(svg.line_to(time.begin(step.first), y))
        else:
            pieces.append(svg.move_to(time.begin(step.first), y))
        pieces.append(svg.across(time.end(step.last)))
        before = step
    yield svg.path(pieces, **style.ink.stroke(style.line * 1.8))


def _signs(data: StaircaseData, time: TimeAxis, value: ValueAxis, style: Style) -> Iterator[str]:
    """Signs stand in the top row, amounts on their step; what has no room is left to the list."""
    wanted = [(sign.day, style.font_size * 1.2, sign.words) for sign in data.signs]
    wanted += _amounts(data.steps, time, value, style)
    placed: list[tuple[float, float, float]] = []
    for day, y, words in wanted:
        width = style.width_of(words)
        left = min(max(time.begin(day) + 1.5, style.left + 1.5), style.right - width)
        spot = (left, left + width, y)
        if not any(_overlap(spot, other, style.font_size) for other in placed):
            placed.append(spot)
            yield svg.text(words, left, y, **style.words())


def _amounts(
    steps: Sequence[Step], time: TimeAxis, value: ValueAxis, style: Style
) -> list[tuple[date, float, str]]:
    """The amount of each step that is wide enough for it; the last one always has room."""
    found = []
    for step in steps:
        words = f"{step.amount_mg:g}mg"
        room = time.end(step.last) - time.begin(step.first)
        if step is steps[-1] or room > style.width_of(words):
            found.append((step.first, value.y(step.amount_mg) - style.font_size * 0.4, words))
    return found


def _overlap(one: tuple, other: tuple, height: float) -> bool:
    return abs(one[2] - other[2]) < height and one[0] < other[1] and other[0] < one[1]


def _other_amounts(
    amounts: Sequence[tuple[date, float]], time: TimeAxis, value: ValueAxis, style: Style
) -> Iterator[str]:
    for day, amount_mg in amounts:
        yield svg.element(
            "circle",
            cx=time.middle(day),
            cy=value.y(amount_mg),
            r=style.font_size * 0.22,
            **style.ink.stroke(style.line * 0.8),
        )


def _points(
    points: Sequence[tuple[date, str]], time: TimeAxis, top: float, style: Style
) -> Iterator[str]:
    """A tip that points up at its day, and its letter; a letter without room is left out."""
    size, taken = style.font_size * 0.22, style.left - style.width
    tips = []
    for day, letter in points:
        x = time.middle(day)
        tips.append(
            f"{svg.move_to(x, top + size * 0.4)}"
            f"{svg.line_to(x - size, top + size * 2)}{svg.line_to(x + size, top + size * 2)}Z"
        )
        left = min(x + size * 1.4, style.right - style.font_size)
        if left >= taken:
            yield svg.text(letter, left, top + style.font_size * 1.05, **style.words())
            taken = left + style.width_of(letter) + size * 2
    if tips:
        yield svg.path(tips, **style.ink.fill())


def _strip(
    marks: Sequence[tuple[date, Mark]], time: TimeAxis, bottom: float, style: Style
) -> Iterator[str]:
    """A full stroke for that night, half of one for later, a small cross-stroke for skipped."""
    height = style.font_size * STRIP_IN_LETTERS * 0.8
    pieces: dict[Mark, list[str]] = {mark: [] for mark in Mark}
    for day, mark in marks:
        x = time.middle(day)
        if mark is Mark.SKIPPED:
            y = bottom - height * 0.5
            half = min(time.day_width * 0.45, style.font_size * 0.22)
            pieces[mark].append(svg.move_to(x - half, y - half) + svg.line_to(x + half, y + half))
            pieces[mark].append(svg.move_to(x - half, y + half) + svg.line_to(x + half, y - half))
        else:
            share = 1 if mark is Mark.TAKEN else 0.45
            pieces[mark].append(svg.move_to(x, bottom) + svg.line_to(x, bottom - height * share))
    width = max(min(time.day_width * 0.6, style.font_size * 0.5), 0.3)
    for mark, strokes in pieces.items():
        if strokes:
            thick = style.line * 0.7 if mark is Mark.SKIPPED else width
            yield svg.path(strokes, **style.ink.stroke(thick))
