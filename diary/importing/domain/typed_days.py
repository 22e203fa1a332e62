"""Dates as other diaries and spreadsheets write them, with or without a time of day."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum

from ldn_app.clock import PatientClock

from .typed_text import LONGEST, plain_dashes
from .typed_times import TypedTime, parse_time

ERAS = {"令和": 2018, "r": 2018, "平成": 1988, "h": 1988, "昭和": 1925, "s": 1925}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

# No pattern here repeats what another repetition beside it could also match, and each repetition
# has an upper limit: reading is linear in the length of the cell.
_IN_BRACKETS = re.compile(r"\([月火水木金土日祝休振曜・, /.a-z]{1,40}\)")
_WEEKDAY = re.compile(
    r"[月火水木金土日]曜日?"
    r"|(?<![a-z])(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?(?![a-z])[.,]?"
)
_ERA = re.compile(
    r"(令和|平成|昭和|r|h|s) ?(\d{1,2}|元) ?[年/.-] ?(\d{1,2}) ?[月/.-] ?(\d{1,2}) ?日?"
)
_YEAR_FIRST = re.compile(r"(\d{4}) ?[年/.-] ?(\d{1,2}) ?[月/.-] ?(\d{1,2})(?!\d) ?日?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)")
_COMPACT_WITH_TIME = re.compile(r"(\d{4})(\d{2})(\d{2})(?=\d{4}(?:\d{2})?(?!\d))")
_MONTH = "|".join(MONTHS)
_NAMED_FIRST = re.compile(
    rf"({_MONTH})[a-z]{{0,6}}[.]?[ -]?(\d{{1,2}})(?:st|nd|rd|th)?[, -]{{1,2}}(\d{{4}})"
)
_NAMED_SECOND = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th)?[ .-]{{0,2}}({_MONTH})[a-z]{{0,6}}[., -]{{1,2}}(\d{{4}})"
)
_THREE_NUMBERS = re.compile(r"(\d{1,2}) ?[/.-] ?(\d{1,2}) ?[/.-] ?(\d{4}|\d{1,2})(?!\d)")
_NO_YEAR = re.compile(r"(\d{1,2}) ?[月/] ?(\d{1,2})(?!\d) ?日?")


class DateOrder(StrEnum):
    """The places of year, month and day in 11/22/2026 or 26/11/22."""

    MONTH = "month"
    DAY = "day"
    YEAR = "year"


class NotADay(ValueError):
    """The text is no date that we can read."""


@dataclass(frozen=True, slots=True)
class TypedMoment:
    """A calendar day, and the time of day beside it if the text has one."""

    day: date
    at: TypedTime | None = None

    def is_midnight(self, clock: PatientClock) -> bool:
        """Whether the time says nothing more than the date: 0:00 as written or as it is there."""
        return self.at is not None and (self.at.is_zero or self._local(clock).time() == time(0))

    def calendar_day(self, clock: PatientClock) -> date:
        """The date alone, on the patient's own calendar where the text names an offset."""
        if self.at is None or self.at.offset is None or self.at.is_zero:
            return self.day
        return self._local(clock).date()

    def dose_day(self, clock: PatientClock) -> date:
        """The dose day: by the patient's clock where a time is known, else the evening of ``day``.

        Raises NotADay for a moment that no calendar of ours holds.
        """
        if self.at is None:
            return self.day
        try:
            return clock.day_of(self._local(clock))
        except OverflowError as too_far:
            raise NotADay from too_far

    def sort_key(self, clock: PatientClock) -> datetime | None:
        """The instant; None where only the day is known."""
        return self._local(clock) if self.at is not None else None

    def _local(self, clock: PatientClock) -> datetime:
        at = self.at
        zone = clock.zone if at.offset is None else timezone(at.offset)
        try:
            written = datetime.combine(self.day + timedelta(days=at.days_later), at.clock, zone)
            return written.astimezone(UTC).astimezone(clock.zone)
        except OverflowError as too_far:
            raise NotADay from too_far


def parse_moment(text: str, *, today: date, order: DateOrder | None = None) -> TypedMoment:
    """What ``text`` writes: 2026/11/22, 20261122, 26/11/22, 2026年11月22日(日・祝), 11月22日,
    令和8年11月22日, R8.11.22, Nov 22, 2026, 11/22/2026 (by ``order``), each with or without a
    time of day (21:05, 午後9:05, 25時10分, T12:05:00Z, 9:05 PM +09:00).

    Two digits of a year are of this century. Without a year: the last such day up to ``today``.
    Raises NotADay.
    """
    if len(text) > LONGEST:
        raise NotADay
    typed = _bare(text)
    try:
        day, rest = _date_at_start(typed, today, order)
        rest = rest.lstrip(" ,t").strip()
        return TypedMoment(day, parse_time(rest) if rest else None)
    except ValueError as impossible:  # NotATime is one too, and so is month 13
        raise NotADay from impossible


def parse_day(text: str, *, today: date, order: DateOrder | None = None) -> date:
    """The date alone, whatever time is written beside it. Raises NotADay."""
    return parse_moment(text, today=today, order=order).day


def _date_at_start(typed: str, today: date, order: DateOrder | None) -> tuple[date, str]:
    """The date with which ``typed`` begins, and what follows it. Raises ValueError."""
    if match := _ERA.match(typed):
        year = 1 if match[2] == "元" else int(match[2])
        day = date(ERAS[match[1]] + year, int(match[3]), int(match[4]))
    elif match := (
        _YEAR_FIRST.match(typed) or _COMPACT.match(typed) or _COMPACT_WITH_TIME.match(typed)
    ):
        day = date(int(match[1]), int(match[2]), int(match[3]))
    elif match := _NAMED_FIRST.match(typed):
        day = date(int(match[3]), MONTHS.index(match[1]) + 1, int(match[2]))
    elif match := _NAMED_SECOND.match(typed):
        day = date(int(match[3]), MONTHS.index(match[2]) + 1, int(match[1]))
    elif match := _THREE_NUMBERS.match(typed):
        day = _in_order(match, order)
    elif match := _NO_YEAR.match(typed):
        day = _last_one(int(match[1]), int(match[2]), today)
    else:
        raise NotADay
    return day, typed[match.end() :]


def _in_order(match: re.Match, order: DateOrder | None) -> date:
    """Without an order: 26/11/22 as in Japan, 11/22/2026 as in America."""
    first, second, third = int(match[1]), int(match[2]), int(match[3])
    if len(match[3]) < 4 and order in {DateOrder.YEAR, None}:
        return date(2000 + first, second, third)
    year = third if len(match[3]) == 4 else 2000 + third
    return date(year, second, first) if order is DateOrder.DAY else date(year, first, second)


def orders_of(texts: Iterable[str], *, today: date) -> tuple[list[DateOrder], list[DateOrder]]:
    """Which orders three numbers of a column could have: those that all its dates allow up to
    ``today``, and all those that come into question. Both are empty where nothing is open."""
    found = {m[0]: m for text in texts if (m := _three_numbers(text))}
    if not found:
        return [], []
    short = all(len(match[3]) < 4 for match in found.values())
    asked = (
        [DateOrder.YEAR, DateOrder.MONTH, DateOrder.DAY]
        if short
        else [DateOrder.MONTH, DateOrder.DAY]
    )
    return [order for order in asked if _all_have_come(found.values(), order, today)], asked


def _three_numbers(text: str) -> re.Match | None:
    """Whether the year, the month and the day of ``text`` could change places."""
    return _THREE_NUMBERS.match(_bare(text)) if len(text) <= LONGEST else None


def _all_have_come(found: Iterable[re.Match], order: DateOrder, today: date) -> bool:
    for match in found:
        try:
            if _in_order(match, order) > today:
                return False
        except ValueError:
            return False
    return True


def _bare(text: str) -> str:
    """``text`` without the day of the week."""
    typed = plain_dashes(text)
    return " ".join(_WEEKDAY.sub(" ", _IN_BRACKETS.sub(" ", typed)).split())


def _last_one(month: int, day: int, today: date) -> date:
    for year in range(today.year, today.year - 9, -1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue  # 29 February
        if found <= today:
            return found
    raise NotADay
