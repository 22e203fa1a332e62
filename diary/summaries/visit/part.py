"""What the pages are made of: words, charts and tables that one template prints everywhere."""

from dataclasses import dataclass

from .pictures import Picture, Row


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
    lay it out, "" for words beside charts.
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
