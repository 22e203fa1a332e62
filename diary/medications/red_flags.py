"""Signs for which the page says "get help now", and whom to call. Nothing is diagnosed.

The texts, numbers, sources and dates stand in ``red_flags.yaml``. Pure: no Django, no clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

DATA_FILE = Path(__file__).with_name("red_flags.yaml")


@dataclass(frozen=True, slots=True)
class HelpLine:
    """A telephone number. ``number`` is written as people read it: 0120-279-338, #7119."""

    key: str
    name: str
    number: str
    hours: str
    note: str
    source: str
    checked_on: date

    @property
    def address(self) -> str:
        """The number as a link that a telephone understands."""
        return "tel:" + self.number.replace("-", "").replace("#", "%23")


@dataclass(frozen=True, slots=True)
class RedFlag:
    """A sign to tick and what its panel says. ``key`` is stored with the diary."""

    key: str
    words: str
    act: str
    detail: str
    lines: tuple[HelpLine, ...]
    source: str
    checked_on: date


@cache
def red_flags() -> Mapping[str, RedFlag]:
    """Every red flag by key, in the order of the page."""
    raw = yaml.safe_load(DATA_FILE.read_text(encoding="utf-8"))
    lines = {key: HelpLine(key, **values) for key, values in raw["lines"].items()}
    flags = [
        RedFlag(**{**values, "lines": tuple(lines[key] for key in values["lines"])})
        for values in raw["flags"]
    ]
    return {flag.key: flag for flag in flags}
