"""Days of a week by how strong something was: side effects, sleeplessness, dreams."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from .weeks import Week


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
