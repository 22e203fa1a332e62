"""What the pages are made of: words, charts and tables that one template prints everywhere."""

from dataclasses import dataclass
from datetime import date

from ..charts.style import Style
from .pictures import Picture, Row


class Link(str):
    """Words of a table's cell that lead to ``href``."""

    href: str


def linked(words: str, day: date, style: Style) -> str:
    """``words``, leading to the page of ``day`` where readers have one."""
    if style.day_pages is None:
        return words
    link = Link(words)
    link.href = style.day_pages.of(day)
    return link


@dataclass(frozen=True, slots=True)
class Entry:
    """A head (a day, a question's number) and the words that belong to it."""

    head: str
    words: str


@dataclass(frozen=True, slots=True)
class Table:
    """``title`` "" where the part's own says enough."""

    title: str
    heads: Row
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the sheet: words on the left, charts on the right.

    ``instead``: what stands there when there is nothing to show (未記録, なし, …), else "".
    ``key``: how to read the charts. ``below``: a line under them. ``kind``: how the stylesheets
    lay it out, "" for words beside charts. ``mark``: its name in the outline of the PDF, where the
    title alone stands there several times.
    """

    title: str
    instead: str = ""
    facts: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    entries: tuple[Entry, ...] = ()
    tables: tuple[Table, ...] = ()
    key: str = ""
    below: str = ""
    kind: str = ""
    mark: str = ""

    @property
    def is_below(self) -> bool:
        """Whether it belongs to the part with a heading above it."""
        return self.kind == "minor" or bool(self.mark)
