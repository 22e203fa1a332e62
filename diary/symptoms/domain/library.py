"""The starter library of symptoms and the list of side effects: data files as dataclasses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

DATA_DIR = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True, slots=True)
class LibrarySymptom:
    """A symptom of the starter library. ``key`` is stored with the diary."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class Condition:
    """An illness and the symptoms that people who have it often follow."""

    key: str
    words: str
    symptoms: tuple[LibrarySymptom, ...]


@dataclass(frozen=True, slots=True)
class EffectKind:
    """A side effect that can be ticked. ``source``: where the complaint was reported."""

    key: str
    words: str
    source: str
    checked_on: date


@cache
def conditions() -> tuple[Condition, ...]:
    """The starter library by illness, in the order of the page."""
    raw = _read("symptom_library.yaml")
    words = raw["symptoms"]
    return tuple(
        Condition(
            one["key"],
            one["words"],
            tuple(LibrarySymptom(key, words[key]) for key in one["symptoms"]),
        )
        for one in raw["conditions"]
    )


@cache
def library_symptoms() -> Mapping[str, LibrarySymptom]:
    """Every symptom of the starter library by key."""
    words = _read("symptom_library.yaml")["symptoms"]
    return {key: LibrarySymptom(key, text) for key, text in words.items()}


@cache
def effect_kinds() -> Mapping[str, EffectKind]:
    """The side effects that can be graded, by key, in the order of the page."""
    return {one["key"]: EffectKind(**one) for one in _read("side_effects.yaml")}


def _read(name: str):
    return yaml.safe_load((DATA_DIR / name).read_text(encoding="utf-8"))
