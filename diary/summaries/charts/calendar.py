"""Four weeks as a doctor knows them from paper: Monday first, a shape and a letter for each day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ldn_app.ui import svg

from .style import Style

ROW_IN_LETTERS = 2.15
HEAD_IN_LETTERS = 1.4
TARGET = 57  # As tall as a finger needs, where days can be opened.
DAYS = 7


class Shape(StrEnum):
    FULL = "full"
    HALF = "half"
    CROSS = "cross"
    DOTTED = "dotted"
    BARS = "bars"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class DayCell:
    """``day``: its number, "" outside the period. ``corner``: a score, "" when there is none.
    ``href``: its page, "" where there is none; ``label``: what the link says."""

    day: str
    shape: Shape = Shape.NOTHING
    letter: str = ""
    corner: str = ""
    href: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class CalendarData:
    """``weeks`` of seven cells under the letters of ``heads``."""

    title: str
    description: str
    heads: Sequence[str]
    weeks: Sequence[Sequence[DayCell]]


def calendar_chart(data: CalendarData, style: Style) -> svg.Svg:
    letter = style.font_size
    left, top = style.line, letter * HEAD_IN_LETTERS
    leads_on = any(cell.href for week in data.weeks for cell in week)
    column = (style.width - 2 * style.line) / DAYS
    row = TARGET if leads_on else letter * ROW_IN_LETTERS
    above = (row - letter * ROW_IN_LETTERS) / 2
    bottom = top + row * len(data.weeks)
    lines = [
        svg.move_to(left, top + row * place) + svg.across(left + column * DAYS)
        for place in range(len(data.weeks) + 1)
    ]
    lines += [
        svg.move_to(left + column * place, top) + svg.line_to(left + column * place, bottom)
        for place in range(DAYS + 1)
    ]
    content = [svg.path(lines, **style.faint.stroke(style.line * 0.6))]
    for place, head in enumerate(data.heads):
        x = left + column * (place + 0.5)
        content.append(svg.text(head, x, letter, **style.words(text_anchor="middle")))
    for line, week in enumerate(data.weeks):
        for place, cell in enumerate(week):
            x, y = left + column * place, top + row * line
            drawn = _cell(cell, x, y + above, column, style)
            content += [_link(cell, drawn, x, y, column, row)] if cell.href else drawn
    return svg.figure(
        content,
        width=style.width,
        height=bottom + style.line,
        title=data.title,
        description=data.description,
        role="group" if leads_on else "img",
    )


def _link(cell: DayCell, drawn: Iterator[str], x: float, y: float, width: float, height: float):
    """The whole cell can be pressed, not its letters only."""
    field = svg.element("rect", x=x, y=y, width=width, height=height, fill_opacity=0)
    return svg.link([field, *drawn], href=cell.href, label=cell.label, class_="sheet__day")


def _cell(cell: DayCell, left: float, top: float, width: float, style: Style) -> Iterator[str]:
    """The number of the day above; shape, letter and score below it, side by side."""
    if not cell.day:
        return
    letter = style.font_size
    yield svg.text(cell.day, left + 2, top + letter * 0.95, **style.words())
    y = top + letter * 1.68
    yield from draw_shape(cell.shape, left + letter * 0.75, y - letter * 0.05, letter * 0.4, style)
    beside = 1.35 if len(cell.corner) < 2 else 1.2  # A ten is wide.
    yield svg.text(cell.letter, left + letter * beside, y + letter * 0.3, **style.words())
    if cell.corner:
        x = left + width - 2
        yield svg.text(
            cell.corner, x, y + letter * 0.3, **style.words(text_anchor="end", font_weight="bold")
        )


def draw_shape(shape: Shape, x: float, y: float, size: float, style: Style) -> Iterator[str]:
    """A shape of radius ``size`` around a point."""
    if shape is Shape.NOTHING:
        return
    thin = style.ink.stroke(style.line * 0.8)
    if shape is Shape.CROSS:
        yield svg.path(
            [
                svg.move_to(x - size, y - size) + svg.line_to(x + size, y + size),
                svg.move_to(x - size, y + size) + svg.line_to(x + size, y - size),
            ],
            **style.ink.stroke(style.line * 1.2),
        )
        return
    if shape is Shape.BARS:
        third = size / 2
        uprights = [
            svg.move_to(x + s, y - size) + svg.line_to(x + s, y + size) for s in (-third, third)
        ]
        yield svg.path(uprights, **style.ink.stroke(style.line * 1.6))
        return
    if shape is Shape.FULL:
        yield svg.element("circle", cx=x, cy=y, r=size, **style.ink.fill())
        return
    dashes = f"{svg.number(size * 0.5)} {svg.number(size * 0.55)}"
    yield svg.element(
        "circle",
        cx=x,
        cy=y,
        r=size,
        stroke_dasharray=dashes if shape is Shape.DOTTED else None,
        **thin,
    )
    if shape is Shape.HALF:
        half = f"{svg.move_to(x, y - size)}A{svg.number(size)} {svg.number(size)} 0 0 0 "
        yield svg.path([f"{half}{svg.number(x)} {svg.number(y + size)}Z"], **style.ink.fill())
