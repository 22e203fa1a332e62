"""A table with its first rows: what the mapping page needs, also of one that a worker read."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import islice
from typing import Any

from ..domain.typed_days import DateOrder, orders_of
from ..recognise import plain_text_and_encoding
from .layout import Layout
from .lines import Line
from .parse import ParsedTable, parse_table

KEPT_LINES = 50
KEPT_LETTERS = 100
LOOKED_AT = 200

Orders = tuple[list[DateOrder], list[DateOrder]]


@dataclass(frozen=True, slots=True)
class Opened:
    """``encoding``: its name. ``rows``: how many there are, also where ``table`` holds the first
    ones only. ``orders``: see ``orders_of``, for the first column where it matters."""

    table: ParsedTable
    encoding: str
    rows: int
    orders: Orders


def open_table(content: bytes, choices: Mapping[str, str], today: date) -> Opened:
    """Raises a FileProblem."""
    layout = Layout.of(choices)
    text, encoding = plain_text_and_encoding(content, layout.encoding)
    table = parse_table(text, today=today, layout=layout)
    return Opened(table, encoding, len(table.lines), _orders(table, today))


def _orders(table: ParsedTable, today: date) -> Orders:
    for place in range(len(table.names)):
        some = set(islice(table.column(place), LOOKED_AT))
        if orders_of(some, today=today)[1]:
            return orders_of(set(table.column(place)), today=today)
    return [], []


def as_json(opened: Opened) -> dict[str, Any]:
    table = opened.table
    return {
        "names": table.names,
        "wide_names": table.wide_names,
        "lines": _short(table.lines[:KEPT_LINES]),
        "starts": _short(table.starts),
        "layout": asdict(table.layout),
        "above": table.above,
        "encoding": opened.encoding,
        "rows": opened.rows,
        "orders": opened.orders,
    }


def from_json(kept: Mapping[str, Any]) -> Opened:
    table = ParsedTable(
        names=tuple(kept["names"]),
        lines=_lines(kept["lines"]),
        layout=Layout(**kept["layout"]),
        starts=_lines(kept["starts"]),
        above=kept["above"],
        wide_names=tuple(kept["wide_names"]),
    )
    possible, asked = ([DateOrder(one) for one in orders] for orders in kept["orders"])
    return Opened(table, kept["encoding"], kept["rows"], (possible, asked))


def _short(lines: Sequence[Line]) -> list:
    return [[line.number, [cell[:KEPT_LETTERS] for cell in line.cells]] for line in lines]


def _lines(kept: Sequence) -> tuple[Line, ...]:
    return tuple(Line(number, tuple(cells)) for number, cells in kept)
