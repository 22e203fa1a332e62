"""One page for the doctor as plain facts: what the page, the PDF and the charts are made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum

from .nights import Night, NightCounts, Stretch
from .period import Period
from .tallies import KindCount, WeekTally
from .weeks import Spread, Week


class State(StrEnum):
    """Four different answers; only the last two say something about the patient."""

    NOT_SHARED = "not_shared"
    NOT_RECORDED = "not_recorded"
    NONE = "none"
    PRESENT = "present"


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A line of the plan that begins in the period; ``kind`` is one of titration.Kind."""

    on_day: date
    kind: str
    amount_mg: Decimal | None
    before_mg: Decimal | None
    usual_time: time | None
    reason: str
    note: str


@dataclass(frozen=True, slots=True)
class PlanSection:
    """``form`` and ``last_night`` are None when no plan covers the last night."""

    state: State
    lines: tuple[PlanLine, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    form: str | None = None
    usual_time: time | None = None


@dataclass(frozen=True, slots=True)
class NightSection:
    state: State
    nights: tuple[Night, ...]
    counts: NightCounts


@dataclass(frozen=True, slots=True)
class SymptomSummary:
    """A followed symptom: the whole period and each week. ``later``, ``copied``: of its days."""

    name: str
    anchor: str
    whole: Spread
    weekly: tuple[Spread | None, ...]
    later: int
    copied: int


@dataclass(frozen=True, slots=True)
class SymptomSection:
    """``top``: the three with the highest median; ``others``: the rest, highest first."""

    state: State
    top: tuple[SymptomSummary, ...] = ()
    others: tuple[SymptomSummary, ...] = ()


@dataclass(frozen=True, slots=True)
class SleepSection:
    """``days``: with any answer. ``whole`` None: the quality was never answered.

    ``insomnia`` and ``dreams`` count nights week by week: some, strong.
    """

    state: State
    days: int = 0
    whole: Spread | None = None
    weekly: tuple[Spread | None, ...] = ()
    hours_in_bed: Spread | None = None
    times_awake: Spread | None = None
    insomnia: tuple[WeekTally, ...] = ()
    dreams: tuple[WeekTally, ...] = ()


@dataclass(frozen=True, slots=True)
class UrgentSign:
    """A red flag and the days on which it was ticked, the oldest first."""

    kind: str
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class SideEffectSection:
    """``answered_days``: with a tick or with 「今日はなし」; ``tallies``: the worst of each day,
    where a red flag weighs as much as the worst severity."""

    state: State
    answered_days: int = 0
    free_days: int = 0
    urgent: tuple[UrgentSign, ...] = ()
    kinds: tuple[KindCount, ...] = ()
    tallies: tuple[WeekTally, ...] = ()


@dataclass(frozen=True, slots=True)
class FlaggedNote:
    """A note that the patient marked 「先生に伝える」; ``text`` may be empty."""

    day: date
    text: str
    later: bool


@dataclass(frozen=True, slots=True)
class NoteSection:
    """``flagged``: newest first. ``unusual_days``: something unusual, in the patient's view."""

    state: State
    flagged: tuple[FlaggedNote, ...] = ()
    unusual_days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class VisitSummary:
    """Everything that the page for the doctor says."""

    period: Period
    today: date
    made_at: datetime
    weeks: tuple[Week, ...]
    plan: PlanSection
    nights: NightSection
    symptoms: SymptomSection
    sleep: SleepSection
    side_effects: SideEffectSection
    notes: NoteSection

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was recorded in what this viewer may read."""
        sections = (self.plan, self.nights, self.symptoms, self.sleep, self.side_effects)
        silent = {State.NOT_RECORDED, State.NOT_SHARED}
        return all(section.state in silent for section in (*sections, self.notes))


def skip_reasons_in_order(reasons: Mapping[str, int]) -> list[tuple[str, int]]:
    """The most frequent reason first."""
    return sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
