"""Every change of the plan in a period, with the scores around it."""

from dataclasses import dataclass
from enum import StrEnum

from .change import Around, Change
from .period import Period
from .plan_lines import PlanLine
from .states import State


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
