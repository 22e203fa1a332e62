"""The lines of a plan, what was planned for each night of a period and what was answered."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class NextStep:
    """The next change of amount that is planned: from which dose day, how many mg."""

    on_day: date
    amount_mg: Decimal


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A line of the plan that begins in the period; ``kind`` is one of titration.Kind, worked
    out from the amounts. ``before_mg``: planned on the dose day before."""

    on_day: date
    kind: str
    amount_mg: Decimal | None
    before_mg: Decimal | None
    usual_time: time | None
    reason: str
    note: str


class CellState(StrEnum):
    """What a day's cell says about the dose; each has a shape of its own."""

    TAKEN = "taken"
    TAKEN_LATER = "taken_later"
    SKIPPED = "skipped"
    UNRECORDED = "unrecorded"
    PAUSED = "paused"
    NO_PLAN = "no_plan"
    UNKNOWN = "unknown"
    TO_COME = "to_come"


@dataclass(frozen=True, slots=True)
class NightAnswer:
    """The answer for a dose day. ``later``: given after that day was over (後日)."""

    taken: bool
    amount_mg: Decimal | None
    later: bool
    changed: bool = False
    skip_reason: str = ""


@dataclass(frozen=True, slots=True)
class Night:
    """One dose day. ``answer`` None: not recorded. ``is_over`` False: it may still be answered.

    ``planned_mg`` None: the plan names no amount, or this viewer cannot tell whether there was
    one (``plan_known`` False). None and unknown are never printed alike.
    """

    day: date
    planned_mg: Decimal | None
    answer: NightAnswer | None
    paused: bool = False
    pause_reason: str = ""
    morning: bool = False
    plan_known: bool = True
    is_over: bool = True

    @property
    def counts(self) -> bool:
        """Whether an answer belongs to this night: one is there, or one was due."""
        due = self.planned_mg is not None and not self.paused and self.is_over
        return self.answer is not None or due


@dataclass(frozen=True, slots=True)
class NightCounts:
    """How a period was recorded.

    ``expected`` and ``unrecorded`` are None when the plan of some night is unknown to this
    viewer: then nobody can say how many answers are missing. ``paused``: nights of a pause
    without an answer.
    """

    expected: int | None
    that_night: int
    later: int
    unrecorded: int | None
    taken: int
    taken_that_night: int
    skipped: int
    changed: int
    paused: int
    skip_reasons: Mapping[str, int] = field(default_factory=dict)

    @property
    def recorded(self) -> int:
        return self.that_night + self.later


def count_nights(nights: Iterable[Night]) -> NightCounts:
    """Count the answers of ``nights`` and what is missing."""
    nights = list(nights)
    answers = [night.answer for night in nights if night.answer is not None]
    later = sum(answer.later for answer in answers)
    expected = None
    if all(night.plan_known for night in nights):
        expected = sum(night.counts for night in nights)
    return NightCounts(
        expected=expected,
        that_night=len(answers) - later,
        later=later,
        unrecorded=None if expected is None else expected - len(answers),
        taken=sum(answer.taken for answer in answers),
        taken_that_night=sum(answer.taken and not answer.later for answer in answers),
        skipped=sum(not answer.taken for answer in answers),
        changed=sum(answer.changed for answer in answers),
        paused=sum(night.paused and night.answer is None for night in nights),
        skip_reasons=dict(Counter(a.skip_reason for a in answers if a.skip_reason)),
    )


@dataclass(frozen=True, slots=True)
class Stretch:
    """Nights in a row that the plan treats alike: from ``first`` to ``last``, inclusive.

    ``plan_known``: as for a night.
    """

    first: date
    last: date
    planned_mg: Decimal | None
    paused: bool
    pause_reason: str
    morning: bool
    plan_known: bool = True


def stretches(nights: Sequence[Night]) -> tuple[Stretch, ...]:
    """The steps of the staircase: what was planned, run by run."""
    runs: list[Stretch] = []
    for night in nights:
        plan = (
            night.planned_mg,
            night.paused,
            night.pause_reason,
            night.morning,
            night.plan_known,
        )
        if runs and plan == _plan_of(runs[-1]):
            runs[-1] = Stretch(runs[-1].first, night.day, *plan)
        else:
            runs.append(Stretch(night.day, night.day, *plan))
    return tuple(runs)


def _plan_of(run: Stretch) -> tuple:
    return (run.planned_mg, run.paused, run.pause_reason, run.morning, run.plan_known)


def night_state(night: Night) -> CellState:
    """What the cell of ``night`` says in the four weeks of the summary."""
    if night.answer is not None:
        if not night.answer.taken:
            return CellState.SKIPPED
        return CellState.TAKEN_LATER if night.answer.later else CellState.TAKEN
    if night.planned_mg is None:
        return CellState.NO_PLAN if night.plan_known else CellState.UNKNOWN
    if night.paused:
        return CellState.PAUSED
    return CellState.UNRECORDED if night.is_over else CellState.TO_COME
