"""Where a value lies in the range that its own slip prints. No range of ours judges anything."""

from decimal import Decimal
from enum import StrEnum

from .reading import Reading


class RangePosition(StrEnum):
    BELOW = "below"
    INSIDE = "inside"
    ABOVE = "above"


def place_on_the_slip(
    reading: Reading | None, low: Reading | None, high: Reading | None
) -> RangePosition | None:
    """``reading`` against the printed limits, all in the unit of the slip.

    None where there is nothing to say: no range was entered, the result is words, or a 「<5」
    could lie on either side. A limit belongs to the range unless it is printed as 未満 or 超.
    """
    if reading is None or (low is None and high is None):
        return None
    if low is not None and _surely_below(reading, low):
        return RangePosition.BELOW
    if high is not None and _surely_above(reading, high):
        return RangePosition.ABOVE
    reaches_low = low is None or _surely_at_least(reading, low)
    stays_high = high is None or _surely_at_most(reading, high)
    return RangePosition.INSIDE if reaches_low and stays_high else None


def _surely_below(reading: Reading, low: Reading) -> bool:
    if reading.comparator.startswith(">"):
        return False
    if reading.value == low.value:
        return reading.comparator == "<" or low.comparator == ">"
    return reading.value < low.value


def _surely_above(reading: Reading, high: Reading) -> bool:
    if reading.comparator.startswith("<"):
        return False
    if reading.value == high.value:
        return reading.comparator == ">" or high.comparator == "<"
    return reading.value > high.value


def _surely_at_least(reading: Reading, low: Reading) -> bool:
    if reading.comparator.startswith("<"):
        return low.value <= Decimal(0) and low.comparator != ">"
    if reading.value == low.value:
        return reading.comparator == ">" or low.comparator != ">"
    return reading.value > low.value


def _surely_at_most(reading: Reading, high: Reading) -> bool:
    if reading.comparator.startswith(">"):
        return False
    if reading.value == high.value:
        return reading.comparator == "<" or high.comparator != "<"
    return reading.value < high.value
