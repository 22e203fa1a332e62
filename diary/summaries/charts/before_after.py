"""The days around one change: a dot for each day, the middle half and the median of each side."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ldn_app.ui import svg

from ..domain.change import Side
from .axis import TimeAxis, ValueAxis, draw_time_axis, draw_value_axis
from .style import Style

PLOT_IN_LETTERS = 5.2
DOT_IN_LETTERS = 0.17


@dataclass(frozen=True, slots=True)
class BeforeAfterData:
    """``change_words``: the words over the dashed upright at ``changed_on``."""

    title: str
    description: str
    changed_on: date
    change_words: str
    before: Side
    after: Side
    highest: float = 10


def before_after_chart(data: BeforeAfterData, style: Style) -> svg.Svg:
    letter = style.font_size
    top = letter * 1.9
    bottom = top + letter * PLOT_IN_LETTERS * style.stretch
    last = max(data.after.span.last, data.changed_on)
    time = TimeAxis(data.before.span.first, last, style.left, style.right)
    value = ValueAxis(0, data.highest, bottom, top)
    content = [
        *draw_value_axis((0, data.highest / 2, data.highest), value, style),
        *_upright(data, time, value, style),
        *_middle(data.before, time, value, style),
        *_middle(data.after, time, value, style),
        *_dots({**data.before.scores, **data.after.scores}, time, value, style),
        *draw_time_axis(time, value.bottom, style),
    ]
    return svg.figure(
        content,
        width=style.width,
        height=bottom + letter * 1.5,
        title=data.title,
        description=data.description,
    )


def _upright(
    data: BeforeAfterData, time: TimeAxis, value: ValueAxis, style: Style
) -> Iterator[str]:
    x, letter = time.middle(data.changed_on), style.font_size
    dashes = f"{svg.number(style.line * 1.5)} {svg.number(style.line * 2)}"
    yield svg.path(
        [svg.move_to(x, letter * 1.2), svg.line_to(x, value.bottom)],
        stroke_dasharray=dashes,
        **style.ink.stroke(style.line),
    )
    half = style.width_of(data.change_words) / 2
    middle = min(max(x, half), style.width - half)
    words = style.words(text_anchor="middle")
    yield svg.text(data.change_words, middle, letter, **words)


def _middle(side: Side, time: TimeAxis, value: ValueAxis, style: Style) -> Iterator[str]:
    """The band of the middle half and the thick line of the median, as wide as the side."""
    middle = side.middle
    if middle is None:
        return
    left, right = time.begin(side.span.first), time.end(side.span.last)
    if middle.high > middle.low:
        band = svg.box(left, value.y(middle.high), right, value.y(middle.low))
        yield svg.path([band], **style.tint.fill())
    y = value.y(middle.median)
    yield svg.path([svg.move_to(left, y) + svg.across(right)], **style.ink.stroke(style.line * 1.8))


def _dots(
    scores: Mapping[date, int], time: TimeAxis, value: ValueAxis, style: Style
) -> Iterator[str]:
    for day, score in scores.items():
        yield svg.element(
            "circle",
            cx=time.middle(day),
            cy=value.y(score),
            r=style.font_size * DOT_IN_LETTERS,
            **style.ink.fill(),
        )
