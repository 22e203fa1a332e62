"""Calendar weeks of a period, and the middle of what was answered in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median, quantiles

# With fewer values than this a week has no middle half worth drawing; the page says so.
ENOUGH_VALUES = 3


@dataclass(frozen=True, slots=True)
class Week:
    """The days of one calendar week that lie in the period, both ends inclusive."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def each_day(self) -> list[date]:
        return [self.first + timedelta(days=offset) for offset in range(self.days)]


@dataclass(frozen=True, slots=True)
class Spread:
    """Median and the 25th and 75th percentile of ``count`` values.

    Percentiles are the inclusive ones (``statistics.quantiles``): the smallest value is the
    0th, the largest the 100th, linear in between.
    """

    low: float
    median: float
    high: float
    count: int

    @property
    def is_enough(self) -> bool:
        return self.count >= ENOUGH_VALUES


def weeks_of(first: date, last: date) -> tuple[Week, ...]:
    """The weeks from ``first`` to ``last``, Monday first.

    The first and the last week may be cut short by the period.
    """
    weeks = []
    begin = first
    while begin <= last:
        end = min(begin + timedelta(days=6 - begin.weekday()), last)
        weeks.append(Week(begin, end))
        begin = end + timedelta(days=1)
    return tuple(weeks)


def spread(values: Sequence[float]) -> Spread | None:
    """Middle and middle half of ``values``; None when there are none: unknown is not zero."""
    if not values:
        return None
    if len(values) == 1:
        only = float(values[0])
        return Spread(only, only, only, 1)
    low, _, high = quantiles(values, n=4, method="inclusive")
    return Spread(low, float(median(values)), high, len(values))


def weekly_spreads(
    values: Mapping[date, float], weeks: Sequence[Week]
) -> tuple[Spread | None, ...]:
    """One spread for each of ``weeks``; None for a week without an answer."""
    return tuple(
        spread([values[day] for day in week.each_day() if day in values]) for week in weeks
    )
