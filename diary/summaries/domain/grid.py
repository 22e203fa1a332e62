"""Four weeks of dose days: which ones a window shows, and what a day's cell says."""

from dataclasses import dataclass
from datetime import date, timedelta

from diary.doses.domain.titration import PlannedNight
from diary.symptoms.domain.answer_time import EARLIEST_DAY

from .nights import CellState
from .weeks import week_start

WEEKS = 4
WEEK = timedelta(days=7)
WINDOW = WEEKS * WEEK


@dataclass(frozen=True, slots=True)
class DoseAnswer:
    """The answer for a dose day. ``later``: given after that day was over (後日)."""

    taken: bool
    later: bool


@dataclass(frozen=True, slots=True)
class Window:
    """Four whole weeks, both days inclusive. ``next_day`` None: this is the latest window.

    ``previous_day`` and ``next_day`` are the first days of the windows beside it.
    """

    first: date
    last: date
    previous_day: date | None
    next_day: date | None

    def days(self) -> list[date]:
        return [self.first + timedelta(days=place) for place in range(WINDOW.days)]


def window_of(day: date, *, today: date, week_starts_on: int) -> Window:
    """The window that shows ``day``: the latest ends with the current week, the others are
    before it in steps of four weeks. A day to come or before all diaries moves into range."""
    latest = week_start(today, week_starts_on=week_starts_on) - (WEEKS - 1) * WEEK
    day = min(max(day, EARLIEST_DAY), today)
    back = max(0, -((day - latest) // WINDOW))
    first = latest - back * WINDOW
    return Window(
        first=first,
        last=first + WINDOW - timedelta(days=1),
        previous_day=first - WINDOW if first > EARLIEST_DAY else None,
        next_day=first + WINDOW if back else None,
    )


def cell_state(
    day: date, *, today: date, answer: DoseAnswer | None, planned: PlannedNight | None
) -> CellState:
    """What the cell of ``day`` says. An answer counts more than what was planned (None: no plan
    covers the day)."""
    if answer is not None:
        if not answer.taken:
            return CellState.SKIPPED
        return CellState.TAKEN_LATER if answer.later else CellState.TAKEN
    if day > today:
        return CellState.TO_COME
    if planned is None or planned.amount_mg is None:
        return CellState.NO_PLAN
    return CellState.PAUSED if planned.paused else CellState.UNRECORDED
