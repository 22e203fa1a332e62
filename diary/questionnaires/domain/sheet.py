"""Scores of one instrument on one day, before they are stored."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .instruments import Instrument

OWN = "own"  # an instrument that the patient named
PS = "ps"  # the one that is answered here


@dataclass(frozen=True, slots=True)
class Score:
    """``low``, ``high`` None: the range is not known."""

    scale: str
    scale_name: str
    value: Decimal
    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    answered_on: date
    instrument: str
    instrument_name: str
    version: str
    direction: str
    scores: tuple[Score, ...]


def sheet_of(
    instrument: Instrument, *, answered_on: date, version: str, values: dict[str, Decimal]
) -> ScoreSheet:
    """The sheet of one of our instruments; ``values`` by scale, in the order of the file."""
    known = instrument.range_is_published
    scores = tuple(
        Score(
            scale.key,
            scale.name,
            values[scale.key],
            scale.low if known else None,
            scale.high if known else None,
        )
        for scale in instrument.scales
        if scale.key in values
    )
    return ScoreSheet(
        answered_on, instrument.id, instrument.title, version, instrument.direction, scores
    )
