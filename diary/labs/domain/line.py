"""A line of a slip: what was typed, and what it says."""

from dataclasses import dataclass
from decimal import Decimal

from .items import LabItem, item_named
from .reading import Reading, Unreadable, parse_reading, plain
from .units import plain_unit


@dataclass(frozen=True, slots=True)
class LabLine:
    """``reading`` None: the result is words. ``low``, ``high`` None: no limit was entered."""

    item_key: str
    item_name: str
    value_text: str
    unit: str
    low_text: str
    high_text: str
    reading: Reading | None
    low: Reading | None
    high: Reading | None

    def as_columns(self) -> dict[str, str | Decimal | None]:
        """What the row keeps of the line."""
        return {
            "item_key": self.item_key,
            "item_name": self.item_name,
            "value_text": self.value_text,
            "value": self.reading and self.reading.value,
            "comparator": self.reading.comparator if self.reading else "",
            "unit": self.unit,
            "low_text": self.low_text,
            "low": self.low and self.low.value,
            "high_text": self.high_text,
            "high": self.high and self.high.value,
        }


@dataclass(frozen=True, slots=True)
class Terms:
    """What stood beside an item's last result; offered again, because it rarely changes."""

    unit: str = ""
    low_text: str = ""
    high_text: str = ""

    @property
    def limits(self) -> str:
        return "〜".join((self.low_text, self.high_text)) if self.low_text or self.high_text else ""


def lab_line(
    *, name: str, value_text: str, unit: str = "", low_text: str = "", high_text: str = ""
) -> LabLine:
    """The line that was typed. GOT becomes AST; limits that cannot be read raise Unreadable.

    An item of our list has a number for a result, or Unreadable is raised; one of the patient's
    own may have words (陰性).
    """
    item = item_named(name)
    return LabLine(
        item_key=item.key if item else "",
        item_name=item.words if item else plain(name),
        value_text=plain(value_text),
        unit=plain_unit(unit),
        low_text=plain(low_text),
        high_text=plain(high_text),
        reading=_result(value_text, item),
        low=limit(low_text),
        high=limit(high_text),
    )


def limit(text: str) -> Reading | None:
    """A printed limit, None for none. Raises Unreadable."""
    return parse_reading(text) if plain(text) else None


def _result(text: str, item: LabItem | None) -> Reading | None:
    try:
        return parse_reading(text)
    except Unreadable:
        if item is not None:
            raise
        return None
