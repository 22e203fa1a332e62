"""Times of day as other diaries write them: 21:05, 午後9:05, 21時5分, 9:05 PM, 25:10, 12:05:00Z."""

import re
from dataclasses import dataclass
from datetime import time, timedelta

from .typed_text import LONGEST, plain_dashes

LATEST_HOUR = 29  # 「25時10分」 is ten past one in the night after
FARTHEST_OFFSET = timedelta(hours=14)
NAMED_OFFSETS = {"z": 0, "utc": 0, "gmt": 0, "jst": 9}

_TIME = re.compile(
    r"(?P<before>午前|午後|am|pm|a\.m\.|p\.m\.)? ?"
    r"(?P<hour>\d{1,2})(?: ?[:時] ?(?:(?P<minute>\d{1,2}) ?分?|(?P<half>半))?"
    r"(?:(?::|(?<=分) ?)(?P<second>\d{1,2})(?:[.,]\d{1,9})? ?秒?)?)?"
    r" ?(?P<after>am|pm|a\.m\.|p\.m\.)?"
    r" ?(?P<name>z|utc|gmt|jst)?(?: ?(?P<sign>[+-])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?)?"
    r"(?: ?\[[a-z_/+-]{1,40}\])?"
)
_COMPACT = re.compile(r"(\d{2})(\d{2})(\d{2})?(z)?")


class NotATime(ValueError):
    """The text is no time of day that we can read."""


@dataclass(frozen=True, slots=True)
class TypedTime:
    """``clock`` and how many days after the written date it is (25:10 is the next day);
    ``offset`` from UTC, None where the text names none."""

    clock: time
    days_later: int = 0
    offset: timedelta | None = None

    @property
    def is_zero(self) -> bool:
        return self.clock == time(0) and not self.days_later


def parse_time(text: str) -> TypedTime:
    """The time of day that the whole of ``text`` writes. Raises NotATime."""
    if len(text) > LONGEST:
        raise NotATime
    typed = plain_dashes(text)
    if match := _COMPACT.fullmatch(typed):
        hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
        return _checked(hour, minute, second, timedelta(0) if match[4] else None)
    match = _TIME.fullmatch(typed)
    half = match and (match["before"] or match["after"])
    if match is None or not (half or ":" in typed or "時" in typed):
        raise NotATime
    minute = 30 if match["half"] else int(match["minute"] or 0)
    hour = _hour(int(match["hour"]), half)
    return _checked(hour, minute, int(match["second"] or 0), _offset(match))


def _hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if hour > 12:
        if half == "午後":  # 「午後21時」 is said, and means 21:00
            return hour
        raise NotATime
    return hour % 12 + (12 if half == "午後" or half[0] == "p" else 0)


def _offset(match: re.Match) -> timedelta | None:
    if not match["sign"]:
        return timedelta(hours=NAMED_OFFSETS[match["name"]]) if match["name"] else None
    offset = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
    if offset > FARTHEST_OFFSET or int(match["minutes"] or 0) > 59:
        raise NotATime
    return -offset if match["sign"] == "-" else offset


def _checked(hour: int, minute: int, second: int, offset: timedelta | None) -> TypedTime:
    if hour > LATEST_HOUR or minute > 59 or second > 60:
        raise NotATime
    days_later, hour = divmod(hour, 24)
    return TypedTime(time(hour, minute, min(second, 59)), days_later, offset)
