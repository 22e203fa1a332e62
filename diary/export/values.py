"""How a stored value is written outside; pure, so that every kind has a test."""

import json
import re
from datetime import UTC, date, datetime, time
from decimal import Decimal
from uuid import UUID

# A spreadsheet takes a cell that begins like this for a formula, and formulas can send data away.
# Japanese ones also take the wide signs.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_RISKY = re.compile(rf"\A'*[{re.escape(''.join(FORMULA_STARTS))}]")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")

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
    """``value`` for CSV: None is empty, truth is true/false, a formula is defused."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return defused(" ".join(str(part) for part in value))
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return defused(value) if isinstance(value, str) else str(plain(value))


def defused(text: str) -> str:
    """``text`` with an apostrophe in front where a spreadsheet would take it for a formula.

    A bare number is no formula: -1 stays -1. Apostrophes before such a beginning get one more,
    so that ``undefused`` gives back every text.
    """
    if _NUMBER.fullmatch(text) or not _RISKY.match(text):
        return text
    return f"'{text}"


def undefused(written: str) -> str:
    """The text that ``defused`` wrote as ``written``."""
    risky = written.startswith("'") and _RISKY.match(written)
    return written[1:] if risky else written
