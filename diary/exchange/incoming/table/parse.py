"""From the text of a file to columns and rows."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from ldn_app.ui.typed_text import cleaned

from ...domain.typed_days import NotADay, parse_day
from ..problems import NoTable, TableTooLarge

MOST_COLUMNS = 60
MOST_ROWS = 20_000
SAMPLES = 3
DELIMITERS = (",", "\t", ";")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table. ``number``: of its first line in the file, as an editor counts."""

    number: int
    cells: tuple[str, ...]

    def cell(self, place: int) -> str:
        return cleaned(self.cells[place], lines=True).strip() if place < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Table:
    """``names``: of the columns, as the file has them or made up where it has none."""

    names: tuple[str, ...]
    lines: tuple[Line, ...]

    def column(self, place: int) -> Iterator[str]:
        """What stands in a column, without empty cells."""
        return (text for line in self.lines if (text := line.cell(place)))


def parse_table(text: str, *, today: date) -> Table:
    """Raises NoTable or TableTooLarge."""
    delimiter = max(DELIMITERS, key=text[:20_000].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    lines, begins = [], 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                lines.append(Line(begins, tuple(cells)))
            begins = reader.line_num + 1
            if len(cells) > MOST_COLUMNS or len(lines) > MOST_ROWS + 1:
                raise TableTooLarge
    except csv.Error as broken:
        raise NoTable from broken
    width = max((len(line.cells) for line in lines), default=0)
    if width < 2:
        raise NoTable
    first, *rest = lines
    if _has_day(first, today):
        first, rest = Line(0, ()), lines
    if not rest:
        raise NoTable
    names = (first.cell(place) or _made_up(place) for place in range(width))
    return Table(tuple(names), tuple(rest))


def _has_day(line: Line, today: date) -> bool:
    """A line with a date in it is a record and no heading."""
    return any(reads_as_day(line.cell(place), today) for place in range(len(line.cells)))


def reads_as_day(text: str, today: date) -> date | None:
    try:
        return parse_day(text, today=today)
    except NotADay:
        return None


def _made_up(place: int) -> str:
    return _("%(number)d列目") % {"number": place + 1}
