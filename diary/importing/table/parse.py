"""From the text of a file to columns and rows."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.translation import gettext as _

from ..domain.typed_days import NotADay, parse_day
from ..domain.typed_text import plain
from ..problems import NoTable, TableTooLarge
from .layout import NO_HEADING, NOT_LONG, Layout, find_layout
from .lines import MOST_ROWS, Line, read_lines
from .names import LONG_NAMES, LONG_VALUES, names_a_day

SAMPLES = 3
MOST_NAMES = 40  # of a long table


@dataclass(frozen=True, slots=True)
class ParsedTable:
    """``names``: of the columns, as the file has them or made up where it has none. ``layout``: as
    it was read, nothing left open but ``names`` and ``values``. ``starts``: the first records of
    the file, for choosing another heading; ``above``: how many lines are above the heading;
    ``wide_names``: the columns before a long table was turned."""

    names: tuple[str, ...]
    lines: tuple[Line, ...]
    layout: Layout = field(default_factory=Layout)
    starts: tuple[Line, ...] = ()
    above: int = 0
    wide_names: tuple[str, ...] = ()

    def column(self, place: int) -> Iterator[str]:
        """The cells of a column, without empty ones and lines that could not be read."""
        return (text for line in self.lines if not line.flaw and (text := line.cell(place)))


def parse_table(text: str, *, today: date, layout: Layout | None = None) -> ParsedTable:
    """``layout``: what the patient corrected. Raises NoTable, TableTooLarge, TooManyBrokenLines."""
    chosen = layout or Layout()

    def has_day(cell: str) -> bool:
        return reads_as_day(cell, today) is not None

    found = find_layout(text.removeprefix("\ufeff"), chosen, has_day)
    records = read_lines(found.lines, found.delimiter, first=found.first, has_day=has_day)
    head, lines, above = _under_the_heading(records, found.heading)
    width = max((len(line.cells) for line in lines), default=0)
    if not lines or max(width, len(head.cells)) < 2:
        raise NoTable
    if len(lines) > MOST_ROWS:
        raise TableTooLarge
    names = tuple(
        head.cell(place) or _made_up(place) for place in range(max(width, len(head.cells)))
    )
    resolved = replace(chosen, delimiter=found.delimiter, heading=found.heading)
    table = ParsedTable(names, lines, resolved, found.starts, above, names)
    return _turned(table)


def _under_the_heading(records: Iterator[Line], heading: int) -> tuple[Line, tuple[Line, ...], int]:
    """The heading, the rows under it, and how many lines above it hold something."""
    head, rows, above = Line(NO_HEADING, ()), [], 0
    for line in records:
        if line.number < heading:
            above += not line.is_empty
        elif line.number == heading:
            head = line
        else:
            rows.append(line)
    return head, tuple(rows), above


def _turned(table: ParsedTable) -> ParsedTable:
    """A long table (date, name, value) with a column for each of its names."""
    names, values = _long_columns(table)
    if names is None or values is None or names == values:
        return table
    places = dict.fromkeys(table.column(names))
    if not 1 <= len(places) <= MOST_NAMES:
        return table
    kept = [place for place in range(len(table.names)) if place not in {names, values}]
    columns = {name: len(kept) + number for number, name in enumerate(places)}

    def turned(line: Line) -> Line:
        cells = [line.cell(place) for place in kept] + [""] * len(columns)
        if (name := line.cell(names)) in columns:
            cells[columns[name]] = line.cell(values)
        return replace(line, cells=tuple(cells))

    return replace(
        table,
        names=(*(table.names[place] for place in kept), *columns),
        lines=tuple(line if line.flaw else turned(line) for line in table.lines),
        layout=replace(table.layout, names=names, values=values),
    )


def _long_columns(table: ParsedTable) -> tuple[int | None, int | None]:
    """Those that were chosen, else those whose names say so beside a day."""
    layout = table.layout
    if layout.names == NOT_LONG:
        return None, None
    if layout.names is not None or layout.values is not None:
        return _within(layout.names, table), _within(layout.values, table)
    written = [plain(name) for name in table.names]
    if not any(map(names_a_day, written)):
        return None, None
    names = next((place for place, name in enumerate(written) if name in LONG_NAMES), None)
    values = next((place for place, name in enumerate(written) if name in LONG_VALUES), None)
    return names, values


def _within(place: int | None, table: ParsedTable) -> int | None:
    return place if place is not None and 0 <= place < len(table.names) else None


def reads_as_day(text: str, today: date) -> date | None:
    try:
        return parse_day(text, today=today)
    except NotADay:
        return None


def _made_up(place: int) -> str:
    return _("%(number)d列目") % {"number": place + 1}
