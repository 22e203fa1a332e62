"""Scoring of the RAND 36-Item Health Survey 1.0: recode every answer to 0-100, then average.

Tables 1 and 2 of RAND's scoring instructions, read on 2026-11-22 in three copies that agree:
chiro.org/LINKS/How_to_score_the_SF-36.shtml, issuu.com/press0384/docs/how_to_score_the_sf-36 and
scribd.com/document/430419195. The survey was developed at RAND as part of the Medical Outcomes
Study. There is no total score; item 2 (change of health) belongs to no scale.
"""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

FALLING_BY_25 = {1: 100, 2: 75, 3: 50, 4: 25, 5: 0}
RISING_BY_25 = {1: 0, 2: 25, 3: 50, 4: 75, 5: 100}
FALLING_BY_20 = {1: 100, 2: 80, 3: 60, 4: 40, 5: 20, 6: 0}
RISING_BY_20 = {1: 0, 2: 20, 3: 40, 4: 60, 5: 80, 6: 100}
RISING_BY_50 = {1: 0, 2: 50, 3: 100}
NO_OR_YES = {1: 0, 2: 100}

RECODING: Mapping[int, Mapping[int, int]] = {
    **dict.fromkeys((1, 2, 20, 22, 34, 36), FALLING_BY_25),
    **dict.fromkeys(range(3, 13), RISING_BY_50),
    **dict.fromkeys(range(13, 20), NO_OR_YES),
    **dict.fromkeys((21, 23, 26, 27, 30), FALLING_BY_20),
    **dict.fromkeys((24, 25, 28, 29, 31), RISING_BY_20),
    **dict.fromkeys((32, 33, 35), RISING_BY_25),
}

SCALES: Mapping[str, tuple[int, ...]] = {
    "pf": tuple(range(3, 13)),
    "rp": (13, 14, 15, 16),
    "re": (17, 18, 19),
    "ef": (23, 27, 29, 31),
    "ew": (24, 25, 26, 28, 30),
    "sf": (20, 32),
    "pain": (21, 22),
    "gh": (1, 33, 34, 35, 36),
}
HUNDREDTH = Decimal("0.01")


class NoSuchAnswer(ValueError):
    """The survey has no such item, or the item no such answer."""


def score_rand36(answers: Mapping[int, int]) -> dict[str, Decimal | None]:
    """Each scale from 0 to 100 (higher is better), to two decimals; None: nothing was answered.

    ``answers``: the number that was circled, by item number; items left out are not in it and
    do not count. Raises NoSuchAnswer.
    """
    recoded = {item: _recoded(item, answer) for item, answer in answers.items()}
    return {
        scale: _mean([recoded[item] for item in items if item in recoded])
        for scale, items in SCALES.items()
    }


def _recoded(item: int, answer: int) -> int:
    try:
        return RECODING[item][answer]
    except KeyError as unknown:
        raise NoSuchAnswer(f"item {item}, answer {answer}") from unknown


def _mean(values: list[int]) -> Decimal | None:
    if not values:
        return None
    mean = Fraction(sum(values), len(values))
    return (Decimal(mean.numerator) / Decimal(mean.denominator)).quantize(HUNDREDTH, ROUND_HALF_UP)
