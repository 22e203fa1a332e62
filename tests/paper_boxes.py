"""Where the words of a PDF stand: do any lie over others, or outside of the page?"""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTContainer, LTPage

SLACK = 0.5  # points by which neighbours may touch
SHARE = 0.15  # of a line's height by which lines may touch: rounded descents


@dataclass
class Run:
    """Letters on one line that follow each other."""

    page: int
    left: float
    bottom: float
    right: float
    top: float
    words: str
    size: float

    def lies_over(self, other: "Run") -> bool:
        across = min(self.right, other.right) - max(self.left, other.left)
        up = min(self.top, other.top) - max(self.bottom, other.bottom)
        return across > SLACK and up > SHARE * min(self.size, other.size)

    def leaves(self, page: LTPage) -> bool:
        return not (
            page.x0 <= self.left
            and self.right <= page.x1
            and page.y0 <= self.bottom
            and self.top <= page.y1
        )


@dataclass
class Paper:
    """``over``: pairs of words, one over the other. ``outside``: words that leave a page."""

    pages: int
    smallest: float
    over: list[tuple[int, str, str]]
    outside: list[tuple[int, str]]


def measured(pdf: bytes) -> Paper:
    found = Paper(0, 99.0, [], [])
    for number, page in enumerate(extract_pages(io.BytesIO(pdf), laparams=None), 1):
        runs = _runs(number, page)
        found.pages = number
        found.smallest = min([found.smallest, *(run.size for run in runs)])
        found.outside += [(number, run.words) for run in runs if run.leaves(page)]
        found.over += _pairs(runs)
    return found


def _pairs(runs: list[Run]) -> Iterator[tuple[int, str, str]]:
    runs = sorted(runs, key=lambda run: -run.top)
    for place, run in enumerate(runs):
        for other in runs[place + 1 :]:
            if other.top <= run.bottom:
                break
            if run.lies_over(other):
                yield run.page, run.words, other.words


def _runs(number: int, page: LTPage) -> list[Run]:
    runs: list[Run] = []
    for char in _chars(page):
        last = runs[-1] if runs else None
        same_line = last and abs(last.bottom - char.y0) < 0.2
        if same_line and -SLACK < char.x0 - last.right < char.size * 0.6:
            last.right, last.words = char.x1, last.words + char.get_text()
        else:
            box = (char.x0, char.y0, char.x1, char.y1)
            runs.append(Run(number, *box, char.get_text(), char.size))
    return runs


def _chars(item: object) -> Iterator[LTChar]:
    if isinstance(item, LTChar):
        if item.get_text().strip() and item.width > 0:
            yield item
    elif isinstance(item, LTContainer):
        for inner in item:
            yield from _chars(inner)
