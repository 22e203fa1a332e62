"""What stands behind every chart alike: when the dose changed and when it was paused."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from . import svg
from .axis import TimeAxis
from .style import Style


@dataclass(frozen=True, slots=True)
class Backdrop:
    """``changes``: first days of a new amount or time of day. ``pauses``: first and last days."""

    changes: tuple[date, ...] = ()
    pauses: tuple[tuple[date, date], ...] = ()


NO_BACKDROP = Backdrop()


def draw_backdrop(
    backdrop: Backdrop, axis: TimeAxis, top: float, bottom: float, style: Style
) -> Iterator[str]:
    """Slanted lines where the dose was paused, a dashed line where it changed."""
    slanted = list(pause_hatch(backdrop.pauses, axis, top, bottom, style))
    if slanted:
        yield svg.path(slanted, **style.faint.stroke(style.line * 0.5))
    changes = [day for day in backdrop.changes if axis.first < day <= axis.last]
    if changes:
        strokes = [
            svg.move_to(axis.begin(day), top) + svg.line_to(axis.begin(day), bottom)
            for day in changes
        ]
        dashes = f"{svg.number(style.line * 1.5)} {svg.number(style.line * 2)}"
        yield svg.path(strokes, stroke_dasharray=dashes, **style.ink.stroke(style.line * 0.5))


def pause_hatch(
    pauses: Sequence[tuple[date, date]], axis: TimeAxis, top: float, bottom: float, style: Style
) -> Iterator[str]:
    for first, last in pauses:
        ends = axis.cut(first, last)
        if ends:
            yield from svg.hatch(ends[0], top, ends[1], bottom, style.font_size * 0.6)
