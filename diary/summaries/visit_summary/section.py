"""What the sheet consists of: sections of words, charts and tables, all printed by one template."""

from dataclasses import dataclass
from datetime import date

from ldn_app.ui.svg import Svg

from ..charts.style import Style

Row = tuple[str, ...]


class Link(str):
    """The words of a table's cell that links to ``href``."""

    href: str


def linked(words: str, day: date, style: Style) -> str:
    """``words``, as a link to the page of ``day`` where readers have one."""
    if style.day_pages is None:
        return words
    link = Link(words)
    link.href = style.day_pages.of(day)
    return link


@dataclass(frozen=True, slots=True)
class SectionEntry:
    """A head (a day, the number of a question) and the words that belong to it."""

    head: str
    words: str


@dataclass(frozen=True, slots=True)
class Table:
    """``title``: "" where the title of the section says enough."""

    title: str
    heads: Row
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart and the same facts as a table."""

    title: str
    svg: Svg
    heads: Row
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class SheetSection:
    """A section of the sheet: words on the left, charts on the right.

    ``instead``: printed when there is nothing to show (未記録, なし, …), else "". ``key``: how to
    read the charts. ``below``: a line under them. ``kind``: how the stylesheets lay it out, "" for
    words beside charts. ``mark``: its name in the outline of the PDF, where several sections have
    the same title.
    """

    title: str
    instead: str = ""
    facts: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    entries: tuple[SectionEntry, ...] = ()
    tables: tuple[Table, ...] = ()
    key: str = ""
    below: str = ""
    kind: str = ""
    mark: str = ""

    @property
    def is_below(self) -> bool:
        """Whether it belongs to the section with a heading above it."""
        return self.kind == "minor" or bool(self.mark)
