"""How one symptom was recorded before and after a change of the plan. A record, not a verdict.

For one person's daily answers, which depend on each other, the interval of the difference comes
from a circular block bootstrap on the calendar (Politis & Romano 1992; Künsch 1989, Ann Stat
17(3):1217-1241, doi:10.1214/aos/1176347265): days are drawn in runs of three with their gaps, on
either side of the change by itself. How often such an interval holds what it should, was
simulated; the figures stand in docs/decisions/0015. Which side is higher is told by NAP, the
nonoverlap of all pairs (Parker & Vannest 2009, doi:10.1016/j.beth.2008.10.006). Checked
2026-11-22.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import product
from statistics import median

from .nights import PlanLine
from .period import Period
from .states import State
from .weeks import Spread, spread

DAYS_AROUND = 14
ENOUGH_DAYS = 7
BLOCK_DAYS = 3
RESAMPLES = 1000
# The same days always give the same interval, on the screen and on paper.
SEED = 20261122
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``first`` to ``last``, both inclusive; empty when ``last`` comes first."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return max((self.last - self.first).days + 1, 0)

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Around:
    """The days that are compared for a change on ``day``, which itself is on neither side.

    What is written down on the evening of the change was felt before that dose.
    """

    day: date
    before: Span
    after: Span


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a change: its days and the scores (0–10) recorded on them, by day."""

    span: Span
    scores: Mapping[date, int]

    @property
    def recorded(self) -> int:
        return len(self.scores)

    @property
    def missing(self) -> int:
        return self.span.days - self.recorded

    @property
    def middle(self) -> Spread | None:
        return spread(list(self.scores.values()))


@dataclass(frozen=True, slots=True)
class Difference:
    """``medians``: after minus before, in points, inside its 95 % interval ``low`` to ``high``.

    ``higher_after``: NAP, the share of all pairs (a day before, a day after) in which the later
    day is higher, ties counted half; 0.5 when neither side is higher.
    """

    medians: float
    low: float
    high: float
    higher_after: float


@dataclass(frozen=True, slots=True)
class Change:
    """``difference`` None: fewer than ENOUGH_DAYS days were recorded on a side."""

    around: Around
    before: Side
    after: Side
    difference: Difference | None


class Reach(StrEnum):
    """How many days are compared: the same number everywhere, or each step as it was."""

    FOURTEEN = "14"
    WHOLE_STEP = "step"


@dataclass(frozen=True, slots=True)
class SymptomChange:
    name: str
    change: Change


@dataclass(frozen=True, slots=True)
class PlanChange:
    """What the plan changed on one day and the scores around it.

    ``also``: other lines of the plan among the days that are compared.
    """

    around: Around
    lines: tuple[PlanLine, ...]
    also: tuple[PlanLine, ...]
    symptoms: tuple[SymptomChange, ...]


@dataclass(frozen=True, slots=True)
class ChangeSection:
    """``changes``: the newest first. NONE: the plan did not change in the period."""

    state: State
    period: Period
    reach: Reach
    changes: tuple[PlanChange, ...] = ()


def days_around(day: date, *, last: date) -> Around:
    """The DAYS_AROUND days on either side of ``day``; none after ``last``."""
    reach = timedelta(days=DAYS_AROUND)
    after = Span(day + ONE_DAY, min(day + reach, last))
    return Around(day, Span(day - reach, day - ONE_DAY), after)


def whole_steps(day: date, changes: Sequence[date], *, first: date, last: date) -> Around:
    """From the change before ``day`` to the change after it; ``first`` and ``last`` bound both."""
    earlier = max((other for other in changes if other < day), default=first - ONE_DAY)
    later = min((other for other in changes if other > day), default=last + ONE_DAY)
    before = Span(max(earlier + ONE_DAY, first), day - ONE_DAY)
    return Around(day, before, Span(day + ONE_DAY, min(later - ONE_DAY, last)))


def compare(scores: Mapping[date, int], around: Around) -> Change:
    """What ``scores`` (0–10, by dose day) say about the days around a change."""
    before, after = _side(scores, around.before), _side(scores, around.after)
    enough = min(before.recorded, after.recorded) >= ENOUGH_DAYS
    return Change(around, before, after, _difference(before, after) if enough else None)


def nonoverlap_of_all_pairs(before: Sequence[float], after: Sequence[float]) -> float:
    """NAP for a rise: from 0 (every later value is lower) to 1; ties count half."""
    higher = sum((b > a) + (b == a) / 2 for a, b in product(before, after))
    return higher / (len(before) * len(after))


def _side(scores: Mapping[date, int], span: Span) -> Side:
    return Side(span, {day: score for day, score in sorted(scores.items()) if span.holds(day)})


def _difference(before: Side, after: Side) -> Difference:
    earlier, later = list(before.scores.values()), list(after.scores.values())
    low, high = block_bootstrap_interval(_by_calendar(before), _by_calendar(after))
    return Difference(
        medians=float(median(later) - median(earlier)),
        low=low,
        high=high,
        higher_after=nonoverlap_of_all_pairs(earlier, later),
    )


def _by_calendar(side: Side) -> list[float]:
    """The scores day by day; a day without a record is NaN and keeps its place."""
    days = (side.span.first + timedelta(days=offset) for offset in range(side.span.days))
    return [float(side.scores.get(day, "nan")) for day in days]


def block_bootstrap_interval(
    before: Sequence[float],
    after: Sequence[float],
    *,
    block_days: int = BLOCK_DAYS,
    share: float = 0.95,
) -> tuple[float, float]:
    """The percentile interval of median(after) − median(before). NaN is a missing day."""
    import numpy as np  # Only this page needs it; every other keeps its 20 MB.

    chance = np.random.default_rng(SEED)

    def medians(values: Sequence[float]):
        """The median of each resample; NaN for one that drew missing days only."""
        days = len(values)
        starts = chance.integers(0, days, (RESAMPLES, -(-days // block_days)))
        places = (starts[:, :, None] + np.arange(block_days)).reshape(RESAMPLES, -1)
        drawn = np.sort(np.asarray(values)[places[:, :days] % days], axis=1)  # NaN goes last.
        known = np.count_nonzero(~np.isnan(drawn), axis=1)
        lower, upper = np.maximum((known - 1) // 2, 0), np.minimum(known // 2, days - 1)
        rows = np.arange(RESAMPLES)
        return (drawn[rows, lower] + drawn[rows, upper]) / 2

    differences = medians(after) - medians(before)
    differences = differences[~np.isnan(differences)]
    low, high = np.quantile(differences, [(1 - share) / 2, (1 + share) / 2])
    return float(low), float(high)
