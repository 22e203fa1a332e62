"""One bar for all nights: how many of them were what, told apart by filling and by number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ldn_app.ui import svg

from .style import Style

BAR_IN_LETTERS = 1.3


class Filling(StrEnum):
    """How a piece is filled; every one stays apart without colour."""

    FULL = "full"
    HALF = "half"
    CROSSED = "crossed"
    EMPTY = "empty"
    BARRED = "barred"


@dataclass(frozen=True, slots=True)
class Piece:
    """``nights`` of one state; ``words`` stand in the key with their number."""

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
