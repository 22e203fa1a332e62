"""How a stored value is written outside; pure, so that every kind has a test."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from uuid import UUID

# A spreadsheet takes a cell that begins like this for a formula, and formulas can send data away.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

Plain = str | int | float | bool | list | dict | None


def plain(value: object) -> Plain:
    """``value`` for JSON. Instants are UTC; decimals stay text, so that 1.50 stays 1.50."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    return value


def cell(value: object) -> str:
    """``value`` for CSV: None is empty, truth is true/false, a formula is defused.

    A text that begins like a formula gets an apostrophe in front; the README of the archive
    says so.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return defused(" ".join(str(part) for part in value))
    if isinstance(value, dict):
        return defused(str(value))
    return defused(value) if isinstance(value, str) else str(plain(value))


def defused(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
