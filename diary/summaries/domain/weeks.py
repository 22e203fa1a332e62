"""Calendar weeks of a period, the middle of what was answered in them, and days by strength."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median, quantiles

# With fewer values than this a week has no middle half worth drawing; the page says so.
ENOUGH_VALUES = 3


@dataclass(frozen=True, slots=True)
class Week:
    """The days of one calendar week that are in the period, both ends inclusive."""

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


def week_start(day: date, *, week_starts_on: int) -> date:
    """The first day of the week of ``day``; ``week_starts_on`` 0 is Monday, 6 Sunday."""
    return day - timedelta(days=(day.weekday() - week_starts_on) % 7)


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


@dataclass(frozen=True, slots=True)
class WeekTally:
    """How many days of a week were answered, and how many at each level.

    ``levels`` counts from the weakest to the strongest; answered days that are in none of them
    were answered with 「なし」. A week with ``answered`` 0 is unknown, not free of it.
    """

    week: Week
    answered: int
    levels: tuple[int, ...]


def weekly_tallies(
    answers: Mapping[date, str], weeks: Sequence[Week], *, levels: Sequence[str]
) -> tuple[WeekTally, ...]:
    """Count ``answers`` (one word a day) week by week."""
    tallies = []
    for week in weeks:
        given = [answers[day] for day in week.each_day() if day in answers]
        counted = Counter(given)
        tallies.append(WeekTally(week, len(given), tuple(counted[level] for level in levels)))
    return tuple(tallies)


@dataclass(frozen=True, slots=True)
class KindCount:
    """On how many days a side effect was ticked, by severity from the mildest to the worst."""

    kind: str
    days: int
    levels: tuple[int, ...]


def count_kinds(
    ticks: Iterable[tuple[str, str]], *, levels: Sequence[str]
) -> tuple[KindCount, ...]:
    """``ticks``: (kind, severity), one per day and kind. The most frequent kind comes first."""
    found: dict[str, Counter] = {}
    for kind, severity in ticks:
        found.setdefault(kind, Counter())[severity] += 1
    counts = [
        KindCount(kind, counted.total(), tuple(counted[level] for level in levels))
        for kind, counted in found.items()
    ]
    return tuple(sorted(counts, key=_most_frequent_first))


def _most_frequent_first(count: KindCount) -> tuple:
    return (-count.days, [-days for days in reversed(count.levels)], count.kind)


def worst_by_day(ticks: Iterable[tuple[date, str]], *, order: Sequence[str]) -> dict[date, str]:
    """The strongest word of each day; ``order`` lists the words from the weakest."""
    rank = {word: position for position, word in enumerate(order)}
    worst: dict[date, str] = {}
    for day, word in ticks:
        if day not in worst or rank[word] > rank[worst[day]]:
            worst[day] = word
    return worst
