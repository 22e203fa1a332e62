"""A step of the dose, and a small staircase that stands under another chart on its axis."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ldn_app.ui import svg

from .axis import TimeAxis, ValueAxis
from .style import Style

STRIP_IN_LETTERS = 1.9


@dataclass(frozen=True, slots=True)
class Step:
    """The amount that was planned from ``first`` to ``last``, inclusive."""

    first: date
    last: date
    amount_mg: float


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
