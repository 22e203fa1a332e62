"""How a table is laid out: what separates its columns, and which line names them.

Nothing is counted in the raw text. Each delimiter is tried, and what comes out is compared: does a
column have days, is there a heading, are the rows of equal width?
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from ..domain.typed_text import plain
from ..problems import NoTable, TooManyBrokenLines
from .lines import Line, physical_lines, read_lines
from .names import names_a_day

DELIMITERS = (",", "\t", ";", "|")
TRIED_LINES = 60
HEADING_WITHIN = 20
SEPARATOR_LINE = "sep="
NO_HEADING = 0
NOT_LONG = -1
WIDE, LONG = "wide", "long"
# The names under which what was chosen is kept beside the file.
LAYOUT_FIELDS = ("encoding", "delimiter", "heading", "shape", "long_names", "long_values")

HasDay = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Layout:
    """What the patient corrected; None where it is found out. ``heading``: the number of the line
    that names the columns, NO_HEADING where none does. ``names`` and ``values``: the columns of a
    long table that name what was recorded and hold it; NOT_LONG where the table is not long."""

    encoding: str | None = None
    delimiter: str | None = None
    heading: int | None = None
    names: int | None = None
    values: int | None = None

    @classmethod
    def of(cls, choices: Mapping[str, str]) -> "Layout":
        """From what was kept beside the file."""

        def number(name: str) -> int | None:
            chosen = choices.get(name, "")
            return int(chosen) if chosen.isascii() and chosen.isdigit() else None

        return cls(
            encoding=choices.get("encoding") or None,
            delimiter=choices.get("delimiter") or None,
            heading=number("heading"),
            names=number("long_names") if choices.get("shape") != WIDE else NOT_LONG,
            values=number("long_values"),
        )


@dataclass(frozen=True, slots=True)
class FoundLayout:
    """``lines``: as the file has them; ``first``: where records begin; ``starts``: the first
    records, one of which may be the heading; ``heading``: its line number or NO_HEADING."""

    lines: list[str]
    delimiter: str
    first: int
    starts: tuple[Line, ...]
    heading: int


def find_layout(text: str, layout: Layout, has_day: HasDay) -> FoundLayout:
    """Raises NoTable, TableTooLarge or TooManyBrokenLines."""
    lines = physical_lines(text)
    named, first = _separator_line(lines)
    wanted = layout.delimiter or named
    tried = [wanted] if wanted else DELIMITERS
    readings = {one: tuple(_tried(lines, one, first, has_day)) for one in tried}
    delimiter = max(readings, key=lambda one: _worth(readings[one], has_day))
    starts = readings[delimiter]
    if max((len(line.cells) for line in starts), default=0) < 2:
        raise NoTable
    heading = layout.heading if layout.heading is not None else _heading(starts, has_day)
    return FoundLayout(lines, delimiter, first, starts[:HEADING_WITHIN], heading)


def _separator_line(lines: Sequence[str]) -> tuple[str | None, int]:
    """Excel's own first line, ``sep=;``: the delimiter, and where the records begin."""
    first = lines[0].strip().strip('"') if lines else ""
    if first.lower().startswith(SEPARATOR_LINE):
        rest = lines[0].strip("\r\n").strip('"')[len(SEPARATOR_LINE) :]
        return (rest[:1] if rest[:1] in DELIMITERS else None), 1
    return None, 0


def _tried(lines: list[str], delimiter: str, first: int, has_day: HasDay) -> Iterator[Line]:
    records = read_lines(lines, delimiter, first=first, has_day=has_day, most=TRIED_LINES)
    try:
        yield from (line for line in records if not line.is_empty)
    except TooManyBrokenLines:
        return


def _worth(starts: Sequence[Line], has_day: HasDay) -> tuple:
    """The larger, the more the records look like those of a diary."""
    if not starts or max(len(line.cells) for line in starts) < 2:
        return (0, 0, 0, 0)
    with_day = sum(any(map(has_day, line.cells[:8])) for line in starts)
    named = any(_is_heading_by_name(line) for line in starts[:HEADING_WITHIN])
    widths = Counter(len(line.cells) for line in starts)
    width, equal = max(widths.items(), key=lambda one: (one[1], one[0]))
    flaws = sum(line.flaw is not None for line in starts)
    return (round(with_day / len(starts), 1) + named, equal / len(starts) - flaws, width > 1, width)


def _heading(starts: Sequence[Line], has_day: HasDay) -> int:
    """The line that names columns as we know them; else the last one before the first day."""
    for line in starts[:HEADING_WITHIN]:
        if _is_heading_by_name(line):
            return line.number
    before = NO_HEADING
    for line in starts[:HEADING_WITHIN]:
        if any(has_day(cell) for cell in line.cells):
            return before
        if sum(bool(cell.strip()) for cell in line.cells) >= 2:
            before = line.number
    return next((line.number for line in starts if len(line.cells) >= 2), NO_HEADING)


def _is_heading_by_name(line: Line) -> bool:
    names = [plain(cell) for cell in islice(line.cells, 60)]
    return any(map(names_a_day, names)) and sum(map(bool, names)) >= 2
