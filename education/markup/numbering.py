"""Which number a reference has on a page, and a name for each place where something opens."""

from dataclasses import dataclass, field

from ..labels import LABELS, Labels


@dataclass(slots=True)
class Numbering:
    """References are numbered in the order in which a page first names them.

    ``terms``: the words of the glossary that the page explains, in order.
    """

    language: str = "ja"
    numbers: dict[str, int] = field(default_factory=dict)
    terms: dict[str, None] = field(default_factory=dict)
    _opened: dict[str, int] = field(default_factory=dict)

    @property
    def labels(self) -> Labels:
        return LABELS[self.language]

    def number(self, key: str) -> int:
        return self.numbers.setdefault(key, len(self.numbers) + 1)

    def name(self, stem: str) -> str:
        """An id that the page has not used yet: ``n3``, then ``n3-2``, …"""
        count = self._opened[stem] = self._opened.get(stem, 0) + 1
        return stem if count == 1 else f"{stem}-{count}"
