"""The dose as it was planned with the answer of each night below it, and all nights as one bar."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ldn_app.ui import svg

from .axis import (
    NO_BACKDROP,
    Backdrop,
    TimeAxis,
    ValueAxis,
    draw_changes,
    draw_pause_hatch,
    draw_time_axis,
    draw_value_axis,
    readable_values,
)
from .style import Style
from .weekly import Step

PLOT_IN_LETTERS = 4.3
STRIP_IN_LETTERS = 1.8
BAR_IN_LETTERS = 1.3


class Mark(StrEnum):
    """How a night is marked in the strip; a night without a mark was not recorded."""

    TAKEN = "taken"
    TAKEN_LATER = "taken_later"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Sign:
    """Words above the staircase at the day from which they are true."""

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
    """Signs are in the top row, amounts on their step; what does not fit is only in the list."""
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


class Filling(StrEnum):
    """How a piece is filled; every one stays apart without colour."""

    FULL = "full"
    HALF = "half"
    CROSSED = "crossed"
    EMPTY = "empty"
    BARRED = "barred"


@dataclass(frozen=True, slots=True)
class Piece:
    """``nights`` of one state; ``words`` are in the key with their number."""

    words: str
    nights: int
    filling: Filling


@dataclass(frozen=True, slots=True)
class ShareBarData:
    title: str
    description: str
    pieces: Sequence[Piece]


def share_bar(data: ShareBarData, style: Style) -> svg.Svg:
    """The bar from side to side, and below it the key in as many lines as it needs."""
    letter = style.font_size
    bottom = letter * (0.2 + BAR_IN_LETTERS)
    lines = _key_lines(data.pieces, style)
    content = [*_bar(data.pieces, letter * 0.2, bottom, style)]
    y = bottom
    for line in lines:
        y += letter * 1.45
        for left, piece in line:
            content += _entry(piece, left, y, style)
    return svg.figure(
        content,
        width=style.width,
        height=y + letter * 0.5,
        title=data.title,
        description=data.description,
    )


def _bar(pieces: Sequence[Piece], top: float, bottom: float, style: Style) -> Iterator[str]:
    total = sum(piece.nights for piece in pieces)
    left, width = style.left, style.right - style.left
    for piece in pieces:
        if piece.nights:
            right = left + width * piece.nights / total
            yield from draw_filling(piece.filling, (left, top, right, bottom), style)
            left = right


def draw_filling(
    filling: Filling, box: tuple[float, float, float, float], style: Style
) -> Iterator[str]:
    """A framed box filled as ``filling`` says."""
    left, top, right, bottom = box
    gap = style.font_size * 0.42
    frame = svg.box(left, top, right, bottom)
    if filling is Filling.FULL:
        yield svg.path([frame], **style.ink.fill())
        return
    lines: list[str] = []
    if filling in {Filling.HALF, Filling.CROSSED}:
        lines += svg.hatch(left, top, right, bottom, gap)
    if filling is Filling.CROSSED:
        lines += svg.hatch(left, top, right, bottom, gap, rising=False)
    if filling is Filling.BARRED:
        steps = max(int((right - left) / gap), 1)
        for place in range(1, steps + 1):
            x = left + (right - left) * place / (steps + 1)
            lines.append(svg.move_to(x, top) + svg.line_to(x, bottom))
    yield svg.path([*lines, frame], **style.ink.stroke(style.line * 0.6))


def _key_lines(pieces: Sequence[Piece], style: Style) -> list[list[tuple[float, Piece]]]:
    lines: list[list[tuple[float, Piece]]] = [[]]
    x = style.left
    for piece in pieces:
        width = style.font_size * 2 + style.width_of(_words(piece)) + style.font_size * 0.8
        if lines[-1] and x + width > style.right:
            lines.append([])
            x = style.left
        lines[-1].append((x, piece))
        x += width
    return lines


def _entry(piece: Piece, left: float, y: float, style: Style) -> Iterator[str]:
    letter = style.font_size
    yield from draw_filling(
        piece.filling, (left, y - letter * 0.85, left + letter * 1.6, y + letter * 0.1), style
    )
    yield svg.text(_words(piece), left + letter * 1.9, y, **style.words())


def _words(piece: Piece) -> str:
    return f"{piece.words} {piece.nights}"
