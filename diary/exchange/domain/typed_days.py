"""Dates as other diaries and spreadsheets write them."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

ERAS = {"令和": 2018, "r": 2018, "平成": 1988, "h": 1988}

_CLOCK = re.compile(r"[t ]?\s*(午前|午後)?\d{1,2}[::時].*$")
_WEEKDAY = re.compile(
    r"\([月火水木金土日](曜日?)?\)|[月火水木金土日]曜日?$|\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*,?"
)
_ERA = re.compile(r"(令和|平成|r|h)(\d{1,2}|元)[年/.-](\d{1,2})[月/.-](\d{1,2})日?")
_YEAR_FIRST = re.compile(r"(\d{4})[年/.-](\d{1,2})[月/.-](\d{1,2})日?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_YEAR_LAST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_NO_YEAR = re.compile(r"(\d{1,2})[月/](\d{1,2})日?")


class Order(StrEnum):
    """What stands first in 11/22/2026."""

    MONTH = "month"
    DAY = "day"


class NotADay(ValueError):
    """The text is no date that we can read."""


def parse_day(text: str, *, today: date, order: Order = Order.MONTH) -> date:
    """The day that ``text`` writes: 2026/11/22, 2026-11-22, 20261122, 2026年11月22日(日), 11月22日,
    令和8年11月22日, R8.11.22, 11/22/2026 (by ``order``), each with or without a time of day.

    Without a year: the last such day up to ``today``. Raises NotADay.
    """
    typed = _plain(text)
    try:
        if match := _ERA.fullmatch(typed):
            year = 1 if match[2] == "元" else int(match[2])
            return date(ERAS[match[1]] + year, int(match[3]), int(match[4]))
        if match := _YEAR_FIRST.fullmatch(typed) or _COMPACT.fullmatch(typed):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _YEAR_LAST.fullmatch(typed):
            first, second = int(match[1]), int(match[2])
            month, day = (first, second) if order is Order.MONTH else (second, first)
            return date(int(match[3]), month, day)
        if match := _NO_YEAR.fullmatch(typed):
            return _last_one(int(match[1]), int(match[2]), today)
    except ValueError as impossible:
        raise NotADay from impossible
    raise NotADay


def guess_order(texts: Iterable[str]) -> Order | None:
    """What the column's own days say; None when no day of it decides between the two."""
    pairs = [(int(m[1]), int(m[2])) for text in texts if (m := _YEAR_LAST.fullmatch(_plain(text)))]
    if any(first > 12 for first, _ in pairs):
        return Order.DAY
    return Order.MONTH if any(second > 12 for _, second in pairs) else None


def has_year_last(texts: Iterable[str]) -> bool:
    """Whether ``guess_order`` matters for these texts."""
    return any(_YEAR_LAST.fullmatch(_plain(text)) for text in texts)


def _plain(text: str) -> str:
    typed = unicodedata.normalize("NFKC", text).strip().lower()
    typed = _CLOCK.sub("", typed)
    return _WEEKDAY.sub("", typed).replace(" ", "")


def _last_one(month: int, day: int, today: date) -> date:
    for year in range(today.year, today.year - 9, -1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue  # 29 February
        if found <= today:
            return found
    raise NotADay
