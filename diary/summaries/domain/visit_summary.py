"""One page for the doctor as plain facts: what the page, the PDF and the charts are made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum

from .change import ChangeSection
from .external_sections import (
    LabSection,
    MedicineSection,
    ScoreSection,
    SupplySection,
    VisitSection,
)
from .nights import NextStep, Night, NightCounts, PlanLine, Stretch
from .period import Period
from .states import State
from .weeks import KindCount, Spread, Week, WeekTally


class AppendixSection(StrEnum):
    """What may follow the first page, in the order of the pages; each is switched on by itself."""

    TIMELINE = "timeline"
    DAYS = "days"
    SYMPTOMS = "symptoms"
    CHANGES = "changes"
    NOTES = "notes"
    OTHER_NOTES = "other_notes"
    QUESTIONNAIRES = "questionnaires"
    LABS = "labs"
    SUPPLY = "supply"


# A note for the doctor that the first page has to cut short is there in full. Everything else
# waits until the patient asks for it.
DEFAULT_APPENDIX = (AppendixSection.NOTES,)


def known_sections(names: Iterable[str]) -> tuple[AppendixSection, ...]:
    """``names`` as sections in the order of the pages; what is unknown is left out."""
    wanted = set(names)
    return tuple(section for section in AppendixSection if section.value in wanted)


@dataclass(frozen=True, slots=True)
class PlanSection:
    """``form``, ``strength_mg_per_ml`` and ``usual_time`` are those of the plan that covers the
    last night; None when none does or nothing was entered. ``next_step``: planned for after it.
    """

    state: State
    lines: tuple[PlanLine, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    form: str | None = None
    strength_mg_per_ml: Decimal | None = None
    usual_time: time | None = None
    next_step: NextStep | None = None


@dataclass(frozen=True, slots=True)
class NightSection:
    state: State
    nights: tuple[Night, ...]
    counts: NightCounts


@dataclass(frozen=True, slots=True)
class SymptomSummary:
    """A symptom: the whole period and each week. ``whole`` None: followed, but not rated once.

    ``daily``: the days and their scores. ``later``, ``copied``: how many of its days.
    """

    name: str
    anchor: str
    whole: Spread | None
    weekly: tuple[Spread | None, ...]
    daily: tuple[tuple[date, int], ...] = ()
    later: int = 0
    copied: int = 0

    @property
    def days(self) -> int:
        return len(self.daily)


@dataclass(frozen=True, slots=True)
class SymptomSection:
    """``top``: the first three of the patient's own list, in its order; ``is_chosen`` False: there
    is no list, and these are the three with the highest median. ``others``: the rest that was
    rated, in the same order."""

    state: State
    top: tuple[SymptomSummary, ...] = ()
    others: tuple[SymptomSummary, ...] = ()
    is_chosen: bool = True


@dataclass(frozen=True, slots=True)
class SleepDay:
    """What was answered about the sleep that ended on ``day``; None: not answered."""

    day: date
    quality: int | None
    times_awake: int | None
    insomnia: str | None
    dreams: str | None
    later: bool


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
    by_day: tuple[SleepDay, ...] = ()


@dataclass(frozen=True, slots=True)
class UrgentSign:
    """A red flag and the days on which it was ticked, the oldest first."""

    kind: str
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class SideEffectSection:
    """``answered_days``: with a tick or with 「今日はなし」; ``tallies``: the worst of each day,
    where a red flag weighs as much as the worst severity. ``ticks``: (day, kind, severity)."""

    state: State
    answered_days: int = 0
    free_days: int = 0
    urgent: tuple[UrgentSign, ...] = ()
    kinds: tuple[KindCount, ...] = ()
    tallies: tuple[WeekTally, ...] = ()
    ticks: tuple[tuple[date, str, str | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """What the patient wrote on a day; ``text`` may be empty when it was only marked."""

    day: date
    text: str
    later: bool


@dataclass(frozen=True, slots=True)
class NoteSection:
    """``flagged``: those marked 「先生に伝える」, newest first. ``others``: the rest, only where
    the patient switched them on. ``unusual_days``: something unusual, in the patient's view."""

    state: State
    flagged: tuple[Note, ...] = ()
    others: tuple[Note, ...] = ()
    unusual_days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class VisitSummary:
    """Everything that the page for the doctor says. ``changes``: None where not asked for."""

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
    labs: LabSection
    scores: ScoreSection
    medicines: MedicineSection
    supply: SupplySection
    visits: VisitSection
    changes: ChangeSection | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was recorded in what this viewer may read."""
        sections = (self.plan, self.nights, self.symptoms, self.sleep, self.side_effects)
        silent = {State.NOT_RECORDED, State.NOT_SHARED}
        others = (self.notes, self.labs, self.scores, self.medicines, self.supply, self.visits)
        return all(section.state in silent for section in (*sections, *others))
