"""The instruments: data files with licence, source and date, as dataclasses.

A file whose licence does not allow its text cannot carry any: reading it fails.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml

DATA_DIR = Path(__file__).resolve().parent.parent / "instruments"
DIRECTIONS = ("higher_worse", "higher_better")
ALWAYS = {"id", "title", "about", "versions", "direction", "licence", "scales"}
TEXT = {"levels"}  # the words of an instrument itself
KNOWN = {*ALWAYS, *TEXT, "checked_how", "shows_help_lines", "range_is_published"}


class InstrumentFileWrong(Exception):
    """A data file says too little, or more than we know."""


class TextWithoutLicence(InstrumentFileWrong):
    """A data file carries the words of an instrument that may not be shipped."""


@dataclass(frozen=True, slots=True)
class Licence:
    """``allows_text``: whether the words of the instrument may stand in this product."""

    allows_text: bool
    words: str
    source: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class Scale:
    """A score: from ``low`` to ``high``, both inclusive, in steps of ``step``."""

    key: str
    name: str
    low: Decimal
    high: Decimal
    step: Decimal

    def allows(self, value: Decimal) -> bool:
        return self.low <= value <= self.high and (value - self.low) % self.step == 0


@dataclass(frozen=True, slots=True)
class Instrument:
    """``levels``: the words of each level, the first is 0; empty where they may not be shipped.

    ``checked_how``: how the words were compared with their original. ``range_is_published``
    False: the bounds only catch slips of the hand, so they are neither shown nor kept.
    """

    id: str
    title: str
    about: str
    versions: tuple[str, ...]
    direction: str
    licence: Licence
    scales: tuple[Scale, ...]
    levels: tuple[str, ...] = ()
    checked_how: str = ""
    shows_help_lines: bool = False
    range_is_published: bool = True

    def scale(self, key: str) -> Scale | None:
        return next((scale for scale in self.scales if scale.key == key), None)


@cache
def instruments() -> Mapping[str, Instrument]:
    """Every instrument by id, in the order of the titles; PS stands first."""
    found = [read_instrument(path) for path in DATA_DIR.glob("*.yaml")]
    found.sort(key=lambda one: (not one.levels, one.title))
    return {one.id: one for one in found}


def read_instrument(path: Path) -> Instrument:
    """The instrument in ``path``. Raises InstrumentFileWrong, or TextWithoutLicence."""
    instrument = instrument_of(yaml.safe_load(path.read_text(encoding="utf-8")))
    if instrument.id != path.stem:
        raise InstrumentFileWrong(f"{path.name}: another id, {instrument.id}.")
    return instrument


def instrument_of(raw: Mapping) -> Instrument:
    """The instrument in the content of a file. Raises InstrumentFileWrong."""
    if missing := ALWAYS - set(raw):
        raise InstrumentFileWrong(f"{raw.get('id')}: {sorted(missing)} missing.")
    if unknown := set(raw) - KNOWN:
        raise InstrumentFileWrong(f"{raw['id']}: {sorted(unknown)} unknown.")
    licence = Licence(**raw["licence"])
    if TEXT & set(raw) and licence.allows_text is not True:
        raise TextWithoutLicence(f"{raw['id']}: the licence does not allow its text.")
    if raw["direction"] not in DIRECTIONS:
        raise InstrumentFileWrong(f"{raw['id']}: direction {raw['direction']}.")
    if TEXT & set(raw) and not raw.get("checked_how"):
        raise InstrumentFileWrong(f"{raw['id']}: how the words were checked is missing.")
    scales = tuple(_scale(one) for one in raw["scales"])
    lists = {"versions": tuple(raw["versions"]), "levels": tuple(raw.get("levels", ()))}
    return Instrument(**{**raw, **lists, "licence": licence, "scales": scales})


def _scale(raw: Mapping) -> Scale:
    numbers = {name: Decimal(str(raw[name])) for name in ("low", "high", "step")}
    return Scale(key=raw["key"], name=raw["name"], **numbers)
