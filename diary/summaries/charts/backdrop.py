"""What stands behind every chart alike: when the dose changed and when it was paused."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ldn_app.ui import svg

from .axis import TimeAxis
from .style import Style


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
