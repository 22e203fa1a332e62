"""Strict reading of lines: a quote that is never closed spoils its own line and no other.

The ``csv`` module takes a quote without an end for a cell that goes on, over the following lines
or to the end of the file. So each record is read for itself; where its quotes do not add up, or
where a further line of a cell looks like a record of its own, the line at which the record began
is marked and reading continues with the very next one.
"""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from ldn_app.ui.typed_text import cleaned

from ..problems import TableTooLarge, TooManyBrokenLines

MOST_COLUMNS = 60
MOST_ROWS = 20_000
MOST_CELLS = 400_000
LONGEST_RECORD = 60_000  # letters, over all its lines
MOST_BROKEN = 200  # each may have been read to LONGEST_RECORD in vain
LOOKED_AT = 200


class Flaw(StrEnum):
    """Why a line could not be cut into cells."""

    QUOTE = "quote"
    LENGTH = "length"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table. ``number``: of its first line in the file, as an editor counts.
    ``flaw``: then ``cells`` are a guess that is shown and never recorded."""

    number: int
    cells: tuple[str, ...]
    flaw: Flaw | None = None

    def cell(self, place: int) -> str:
        return cleaned(self.cells[place], lines=True).strip() if place < len(self.cells) else ""

    @property
    def is_empty(self) -> bool:
        return not any(cell.strip() for cell in self.cells)


class _TooLong(Exception):
    pass


def physical_lines(text: str) -> list[str]:
    """The lines with their ends; LF, CR LF and CR end one."""
    return list(io.StringIO(text, newline=""))


def read_lines(
    lines: list[str],
    delimiter: str,
    *,
    first: int = 0,
    has_day: Callable[[str], bool],
    most: int | None = None,
) -> Iterator[Line]:
    """The records from the line at place ``first`` on, at most ``most`` of them.

    Raises TableTooLarge or TooManyBrokenLines.
    """
    width = _usual_width(lines, delimiter)
    place, records, cells_read, broken = first, 0, 0, 0
    while place < len(lines) and (most is None or records < most):
        cells, used, flaw = _record(lines, place, delimiter)
        if used > 1 and _swallows(lines[place + 1 : place + used], delimiter, width, has_day):
            flaw = Flaw.QUOTE
        if flaw is not None:
            cells, used, broken = _guess(lines[place], delimiter), 1, broken + 1
        yield Line(place + 1, tuple(cells), flaw)
        place, records, cells_read = place + used, records + 1, cells_read + len(cells)
        if len(cells) > MOST_COLUMNS or records > MOST_ROWS + LOOKED_AT or cells_read > MOST_CELLS:
            raise TableTooLarge
        if broken > MOST_BROKEN:
            raise TooManyBrokenLines


def _record(lines: list[str], place: int, delimiter: str) -> tuple[list[str], int, Flaw | None]:
    """The cells of the record that begins at ``place``, how many lines it takes, its flaw."""
    fed = _within_length(lines, place)
    reader = csv.reader(fed, delimiter=delimiter, strict=True, skipinitialspace=True)
    try:
        return next(reader, []), max(1, reader.line_num), None
    except csv.Error:
        return [], 1, Flaw.QUOTE
    except _TooLong:
        return [], 1, Flaw.LENGTH if len(lines[place]) > LONGEST_RECORD else Flaw.QUOTE


def _within_length(lines: list[str], place: int) -> Iterator[str]:
    length = 0
    for at in range(place, len(lines)):
        length += len(lines[at])
        if length > LONGEST_RECORD:
            raise _TooLong
        yield lines[at]


def _swallows(
    further: list[str], delimiter: str, width: int, has_day: Callable[[str], bool]
) -> bool:
    """Whether a further line of a cell is a record of its own: it has a day and enough cells."""
    return any(
        len(cells) >= max(2, width - 1) and any(has_day(cell) for cell in cells[:5])
        for cells in (_guess(line, delimiter) for line in further)
    )


def _guess(line: str, delimiter: str) -> list[str]:
    pieces = line[:LONGEST_RECORD].rstrip("\r\n").split(delimiter, MOST_COLUMNS - 1)
    return [piece.strip().strip('"') for piece in pieces]


def _usual_width(lines: list[str], delimiter: str) -> int:
    counts = Counter(line.count(delimiter) + 1 for line in lines[:LOOKED_AT] if line.strip())
    return counts.most_common(1)[0][0] if counts else 1
