"""Weekdays as bits, Monday first, and as the keys that forms send."""

from collections.abc import Iterable

WEEKDAY_KEYS = tuple("0123456")


def days_as_bits(keys: Iterable[str]) -> int:
    """["0", "6"] (Monday, Sunday) as 0b100_0001."""
    return sum(1 << int(key) for key in keys)


def bits_as_days(bits: int) -> list[str]:
    """0b100_0001 as ["0", "6"]."""
    return [key for key in WEEKDAY_KEYS if bits >> int(key) & 1]
