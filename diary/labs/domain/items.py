"""The items that the slip page offers: a data file as dataclasses."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from .reading import plain

DATA_FILE = Path(__file__).resolve().parent.parent / "data" / "items.yaml"


@dataclass(frozen=True, slots=True)
class LabItem:
    """``key`` is stored with the diary. ``unit``: usual on Japanese slips, only offered.

    ``bounded``: often printed with a "<" or ">".
    """

    key: str
    words: str
    unit: str
    aliases: tuple[str, ...] = ()
    hint: str = ""
    bounded: bool = False


@cache
def lab_items() -> Mapping[str, LabItem]:
    """Every item by key, in the order of the page."""
    raw = yaml.safe_load(DATA_FILE.read_text(encoding="utf-8"))
    items = [LabItem(**{**one, "aliases": tuple(one["aliases"])}) for one in raw]
    return {item.key: item for item in items}


@cache
def _by_name() -> Mapping[str, LabItem]:
    return {
        _folded(name): item for item in lab_items().values() for name in (item.words, *item.aliases)
    }


def item_named(name: str) -> LabItem | None:
    """The item that slips call ``name`` (GOT is AST); None: an item of the patient's own."""
    return _by_name().get(_folded(name))


def _folded(name: str) -> str:
    return plain(name).replace(" ", "").casefold()
