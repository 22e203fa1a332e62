"""Amounts as people type them. A typing check only: nothing here knows what a dose should be."""

import re
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from ldn_app.ui.typed_text import half_width

SMALLEST_MG = Decimal("0.1")
LARGEST_EXPECTED_MG = Decimal(10)
LARGEST_MG = Decimal(50)

_NUMBER = re.compile(r"\d+(\.\d+)?|\.\d+")
_UNIT = re.compile(r"(mg|ミリグラム|みりぐらむ|ミリ)$")


class AmountProblem(StrEnum):
    """Why a typed amount cannot be recorded."""

    EMPTY = "empty"
    MILLILITRES = "millilitres"
    MICROGRAMS = "micrograms"
    NOT_A_NUMBER = "not_a_number"
    TOO_PRECISE = "too_precise"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"


class InvalidAmount(ValueError):
    """The typed text is not an amount that can be recorded; ``problem`` says why."""

    def __init__(self, problem: AmountProblem) -> None:
        super().__init__(problem)
        self.problem = problem


def parse_amount_mg(text: str) -> Decimal:
    """The amount in mg that ``text`` writes: from 0.1 to 50, at most two decimals.

    Understands full-width digits, 「４．５」, 「4。5」, a decimal comma and the unit. Raises
    InvalidAmount otherwise. An amount above 10 is returned; ask ``seems_mistyped``.
    """
    typed = half_width(text).lower().replace(" ", "")
    typed = typed.replace("。", ".").replace("・", ".").replace("、", ",")
    if not typed:
        raise InvalidAmount(AmountProblem.EMPTY)
    if typed.endswith(("ml", "ミリリットル", "cc")):
        raise InvalidAmount(AmountProblem.MILLILITRES)
    if typed.endswith(("μg", "µg", "mcg", "ug", "マイクログラム")):
        raise InvalidAmount(AmountProblem.MICROGRAMS)
    number = _decimal_comma_as_point(_UNIT.sub("", typed))
    if not _NUMBER.fullmatch(number):
        raise InvalidAmount(AmountProblem.NOT_A_NUMBER)
    return _within_limits(Decimal(number))


def _decimal_comma_as_point(number: str) -> str:
    """「4,5」 is 4.5; 「1,000」 is a thousand."""
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", number):
        return number.replace(",", "")
    return number.replace(",", ".")


def _within_limits(amount_mg: Decimal) -> Decimal:
    if amount_mg > LARGEST_MG:
        raise InvalidAmount(AmountProblem.TOO_LARGE)
    if amount_mg < SMALLEST_MG:
        raise InvalidAmount(AmountProblem.TOO_SMALL)
    amount_mg = amount_mg.normalize()
    if -amount_mg.as_tuple().exponent > 2:
        raise InvalidAmount(AmountProblem.TOO_PRECISE)
    return amount_mg.quantize(Decimal("0.01"))


def seems_mistyped(amount_mg: Decimal) -> bool:
    """Whether the amount is so large that a lost decimal point is likely: ask before recording."""
    return amount_mg > LARGEST_EXPECTED_MG


def with_decimal_point(amount_mg: Decimal) -> Decimal:
    """What the same digits mean with the decimal point one place to the left (45 → 4.5)."""
    return amount_mg / 10


def millilitres(amount_mg: Decimal, strength_mg_per_ml: Decimal) -> Decimal:
    """The volume in mL that holds ``amount_mg`` at the strength on the label, to 0.01 mL."""
    return (amount_mg / strength_mg_per_ml).quantize(Decimal("0.01"), ROUND_HALF_UP)


def plain(amount: Decimal) -> str:
    """The amount without needless zeros: 4.50 → 「4.5」, 10.00 → 「10」."""
    return format(amount.normalize(), "f")
