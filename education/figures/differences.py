"""Differences with their intervals: a line for what is plausible, a square for the estimate."""

from collections.abc import Iterable, Iterator, Sequence
from math import floor, log10

from django.utils.translation import gettext as _

from ldn_app.ui.svg import Svg, across, box, figure, line_to, move_to, path, text

from ..catalogue.entries import DifferenceRow
from .looks import FAINT_LINE, FONT, HOLLOW, INK, LINE, WIDTH, lines_of, width_of, words

MARGIN = 12
ROW = 26
LINE_HEIGHT = 19
HEAD = 26


def differences_chart(
    title: str, rows: Sequence[DifferenceRow], *, unit: str, better: str | None
) -> Svg:
    """Zero in the middle of the story: left and right of it say who did better."""
    scale = _Scale(rows)
    top = float(HEAD)
    parts: list[str] = []
    for row in rows:
        piece, top = _row(row, top, scale)
        parts += piece
    foot = list(_axis(scale, top, unit))
    zero = scale.x(0)
    line = path([move_to(zero, HEAD - 4), line_to(zero, top)], **FAINT_LINE, stroke_dasharray="3 3")
    return figure(
        [line, *_sides(zero, better), *parts, *foot],
        width=WIDTH,
        height=top + 44,
        title=title,
        description=description(rows, unit=unit),
    )


def description(rows: Iterable[DifferenceRow], *, unit: str) -> str:
    return "。".join(f"{row.label}: {spoken(row)} {unit}".strip() for row in rows)


def spoken(row: DifferenceRow) -> str:
    """``−0.34 (95%区間 −0.95〜0.27)``"""
    if row.low is None or row.high is None:
        return _("%(value)s (区間は未確認)") % {"value": signed(row.value)}
    return _("%(value)s (95%%区間 %(low)s〜%(high)s)") % {
        "value": signed(row.value),
        "low": signed(row.low),
        "high": signed(row.high),
    }


def signed(value: float) -> str:
    return f"{value:g}".replace("-", "−")


class _Scale:
    """From a difference to a place between the margins; zero is always inside."""

    def __init__(self, rows: Iterable[DifferenceRow]) -> None:
        known = [0.0]
        for row in rows:
            known += [value for value in (row.low, row.value, row.high) if value is not None]
        self.step = _step(max(known) - min(known))
        self.low = floor(min(known) / self.step) * self.step
        self.high = -floor(-max(known) / self.step) * self.step

    def x(self, value: float) -> float:
        return MARGIN + (value - self.low) / (self.high - self.low) * (WIDTH - 2 * MARGIN)

    def ticks(self) -> list[float]:
        count = round((self.high - self.low) / self.step)
        return [round(self.low + at * self.step, 6) for at in range(count + 1)]


def _step(span: float) -> float:
    """A round distance that gives three to seven ticks."""
    rough = (span or 1) / 4
    unit = 10 ** floor(log10(rough))
    return next(unit * times for times in (1, 2, 5, 10) if unit * times >= rough)


def _row(row: DifferenceRow, top: float, scale: _Scale) -> tuple[list[str], float]:
    parts = []
    for line in lines_of(f"{row.label}  {spoken(row)}", WIDTH):
        top += LINE_HEIGHT
        parts.append(text(line, 0, top - 5, **words()))
    middle = top + ROW / 2 - 3
    zero = [move_to(scale.x(0), top), line_to(scale.x(0), top + ROW - 2)]
    parts.append(path(zero, **FAINT_LINE, stroke_dasharray="3 3"))
    x = scale.x(row.value)
    if row.low is None or row.high is None:
        return [*parts, path([box(x - 5, middle - 5, x + 5, middle + 5)], **HOLLOW)], top + ROW
    low, high = scale.x(row.low), scale.x(row.high)
    ends = [move_to(end, middle - 5) + line_to(end, middle + 5) for end in (low, high)]
    span = path([move_to(low, middle) + across(high), *ends], **LINE, stroke_width=2)
    mark = path([box(x - 5, middle - 5, x + 5, middle + 5)], **INK)
    return [*parts, span, mark], top + ROW


def _axis(scale: _Scale, top: float, unit: str) -> Iterator[str]:
    ticks = [
        move_to(scale.x(tick), top) + line_to(scale.x(tick), top + 5) for tick in scale.ticks()
    ]
    base = move_to(MARGIN, top) + across(WIDTH - MARGIN)
    yield path([base, *ticks], **FAINT_LINE)
    for tick in scale.ticks():
        yield text(signed(tick), scale.x(tick), top + 19, **words(text_anchor="middle"))
    yield text(unit, WIDTH / 2, top + 38, **words(text_anchor="middle"))


def _sides(zero: float, better: str | None) -> Iterator[str]:
    """Which side speaks for LDN and which for placebo, in words, when there is room."""
    if better not in ("lower", "higher"):
        return
    ldn, placebo = _("LDNがよい"), _("偽薬がよい")
    left, right = (ldn, placebo) if better == "lower" else (placebo, ldn)
    left, right = f"← {left}", f"{right} →"
    gap = FONT / 2
    yield text(left, max(zero - gap, width_of(left)), 14, **words(text_anchor="end"))
    start = min(zero + gap, WIDTH - width_of(right))
    yield text(right, max(start, width_of(left) + 2 * gap), 14, **words())
