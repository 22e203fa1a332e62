"""People in 100: squares for LDN beside circles for placebo, so that print tells them apart."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from ldn_app.ui.rounding import half_up
from ldn_app.ui.svg import Svg, figure, move_to, number, path, text

from ..catalogue.entries import PeopleRow
from .looks import FAINT, LDN, PLACEBO, WIDTH, lines_of, words

IN_A_LINE = 20
STEP = 7.6
SIZE = 5.6
GAP = 16
BLOCK = IN_A_LINE * STEP
TALL = 100 / IN_A_LINE * STEP
LINE = 19


def people_chart(title: str, rows: Sequence[PeopleRow]) -> Svg:
    """A field of 100 for each of LDN and placebo, row by row."""
    parts: list[str] = []
    top = 0.0
    for row in rows:
        piece, top = _row(row, top)
        parts += piece
    return figure(parts, width=WIDTH, height=top, title=title, description=description(rows))


def description(rows: Iterable[PeopleRow]) -> str:
    return "。".join(
        _("%(label)s: LDNでは100人中%(ldn)s人、偽薬では100人中%(placebo)s人")
        % {"label": row.label, "ldn": people(row.ldn), "placebo": people(row.placebo)}
        for row in rows
    )


def people(percent: float) -> str:
    """Whole people as they are, parts of a person as 約."""
    whole = int(half_up(percent))
    return str(whole) if whole == percent else _("約%(people)s") % {"people": whole}


def _row(row: PeopleRow, top: float) -> tuple[list[str], float]:
    parts = []
    for line in lines_of(row.label, WIDTH):
        top += LINE
        parts.append(text(line, 0, top - 5, **words(font_weight="bold")))
    right = BLOCK + GAP
    for left, name, percent, colour, draw in (
        (0, _("LDN"), row.ldn, LDN, _square),
        (right, _("偽薬"), row.placebo, PLACEBO, _circle),
    ):
        label = _("%(name)s %(people)s人") % {"name": name, "people": people(percent)}
        parts.append(text(label, left, top + LINE - 6, **words()))
        parts += _field(left, top + LINE, int(half_up(percent)), colour, draw)
    return parts, top + LINE + TALL + GAP


def _field(left: float, top: float, count: int, colour: dict, draw) -> Iterator[str]:
    places = [(left + at % IN_A_LINE * STEP, top + at // IN_A_LINE * STEP) for at in range(100)]
    rest = [_dot(x, y) for x, y in places[count:]]
    if count:
        yield path([draw(x, y) for x, y in places[:count]], **colour)
    if rest:
        yield path(rest, **FAINT)


def _square(x: float, y: float) -> str:
    side = number(SIZE)
    return f"{move_to(x, y)}h{side}v{side}h-{side}z"


def _circle(x: float, y: float) -> str:
    return _ring(x, y + SIZE / 2, SIZE / 2)


def _dot(x: float, y: float) -> str:
    """One of the others: small, so that the counted ones stand out without any colour."""
    return _ring(x + SIZE / 2 - 1, y + SIZE / 2, 1)


def _ring(left: float, middle: float, radius: float) -> str:
    r, d = number(radius), number(2 * radius)
    return f"{move_to(left, middle)}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0-{d} 0z"
