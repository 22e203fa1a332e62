"""The question about opioids and what the page says to each answer; the texts stand in
``opioids.yaml`` with source and date. Pure: no Django, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

DATA_FILE = Path(__file__).with_name("opioids.yaml")


@dataclass(frozen=True, slots=True)
class OpioidQuestion:
    """``said``: what the page says, by answer (none, using, unsure). ``source_words``: the source
    as a person reads it; ``source`` with its addresses."""

    question: str
    help: str
    said: Mapping[str, str]
    source_words: str
    source: str
    checked_on: date


@cache
def opioid_question() -> OpioidQuestion:
    return OpioidQuestion(**yaml.safe_load(DATA_FILE.read_text(encoding="utf-8")))
