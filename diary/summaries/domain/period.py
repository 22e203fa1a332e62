"""Which dose days a page for the doctor covers."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

SINCE_VISIT = "visit"
FREE = "free"
DAY_COUNTS = {"30": 30, "90": 90, "180": 180}
DEFAULT = "90"
CHOICES = (SINCE_VISIT, *DAY_COUNTS, FREE)
LONGEST_WORD = 10  # letters of a choice
LONGEST_DAYS = 366  # A doctor reads one page; a year is what still fits on it.
LONG_DAYS = 180  # From here on a PDF is made by a worker.
# Law on era names: first days of Heisei and Reiwa.
ERAS = ((date(2019, 5, 1), "令和"), (date(1989, 1, 8), "平成"))


class Remark(StrEnum):
    """Why the period is not the one that was asked for."""

    UNKNOWN_CHOICE = "unknown_choice"
    NO_VISIT = "no_visit"
    VISITS_NOT_SHARED = "visits_not_shared"
    VISIT_LONG_AGO = "visit_long_ago"
    FREE_DAYS_MISSING = "free_days_missing"
    FREE_TOO_LONG = "free_too_long"
    SHARED_DAYS_ONLY = "shared_days_only"


@dataclass(frozen=True, slots=True)
class PeriodRequest:
    """What somebody asked for. ``choice`` None: nothing, which is no mistake. The days are those
    of the free choice, inclusive; None: not given."""

    choice: str | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """Dose days from ``first`` to ``last``, both inclusive. ``choice`` is one of CHOICES."""

    choice: str
    first: date
    last: date
    remark: Remark | None = None

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def each_day(self) -> list[date]:
        return [self.first + timedelta(days=offset) for offset in range(self.days)]


def takes_long(period: Period) -> bool:
    """Whether a PDF of ``period`` is made by a worker and not while the browser waits."""
    return period.days >= LONG_DAYS


def choose_period(
    asked: PeriodRequest, *, today: date, last_visit: date | None, visits_shared: bool = True
) -> Period:
    """The period that ``asked`` names, ending with the dose day ``today`` at the latest.

    ``last_visit``: the latest visit before ``today``. What cannot be shown becomes the default,
    with a remark that says why.
    """
    if asked.choice == SINCE_VISIT:
        return _since_visit(today, last_visit, visits_shared)
    if asked.choice == FREE:
        return _free(asked, today)
    if asked.choice is None or asked.choice in DAY_COUNTS:
        return _counted_back(asked.choice or DEFAULT, today)
    return _counted_back(DEFAULT, today, Remark.UNKNOWN_CHOICE)


def _since_visit(today: date, last_visit: date | None, visits_shared: bool) -> Period:
    if not visits_shared:
        return _counted_back(DEFAULT, today, Remark.VISITS_NOT_SHARED)
    if last_visit is None:
        return _counted_back(DEFAULT, today, Remark.NO_VISIT)
    earliest = today - timedelta(days=LONGEST_DAYS - 1)
    if last_visit < earliest:
        return Period(SINCE_VISIT, earliest, today, Remark.VISIT_LONG_AGO)
    return Period(SINCE_VISIT, last_visit, today)


def _free(asked: PeriodRequest, today: date) -> Period:
    if asked.first is None or asked.last is None or not asked.first <= min(asked.last, today):
        return _counted_back(DEFAULT, today, Remark.FREE_DAYS_MISSING)
    last = min(asked.last, today)
    earliest = last - timedelta(days=LONGEST_DAYS - 1)
    if asked.first < earliest:
        return Period(FREE, earliest, last, Remark.FREE_TOO_LONG)
    return Period(FREE, asked.first, last)


def _counted_back(choice: str, today: date, remark: Remark | None = None) -> Period:
    return Period(choice, today - timedelta(days=DAY_COUNTS[choice] - 1), today, remark)


def within(period: Period, first_day: date | None, last_day: date | None) -> Period:
    """``period`` cut to the days that may be read; None is open. It keeps at least one day."""
    last = min(period.last, last_day or period.last)
    first = min(max(period.first, first_day or period.first), last)
    if (first, last) == (period.first, period.last):
        return period
    return replace(period, first=first, last=last, remark=Remark.SHARED_DAYS_ONLY)


def era_year(day: date) -> str:
    """``令和8年``; the first year is 元年. Days before Heisei give ""."""
    for first_day, name in ERAS:
        if day >= first_day:
            year = day.year - first_day.year + 1
            return f"{name}{'元' if year == 1 else year}年"
    return ""
