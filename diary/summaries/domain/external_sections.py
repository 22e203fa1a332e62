"""What other packages add to the page for the doctor, as plain facts."""

from dataclasses import dataclass
from datetime import date

from diary.labs.domain.ranges import RangePosition

from .states import State


@dataclass(frozen=True, slots=True)
class LabFact:
    """A line of a laboratory slip as it was typed; ``limits``: its own range, "" if none.
    ``place``: where the value is in that range; None where nothing can be said."""

    name: str
    value: str
    unit: str
    limits: str
    place: RangePosition | None = None


@dataclass(frozen=True, slots=True)
class LabDay:
    """The results of one day on which blood was taken."""

    on_day: date
    lines: tuple[LabFact, ...]


@dataclass(frozen=True, slots=True)
class LabSection:
    """``last``: the last two days with results up to the end of the period, the newest first,
    whether or not they are in the period. ``days``: those of the period."""

    state: State
    last: tuple[LabDay, ...] = ()
    days: tuple[LabDay, ...] = ()


@dataclass(frozen=True, slots=True)
class VisitSection:
    """``days``: visits of the period, the oldest first. ``next_on``: the appointment that comes
    next, None when none is planned; ``questions``: what the patient wants to ask there."""

    state: State
    days: tuple[date, ...] = ()
    next_on: date | None = None
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScoreFact:
    """A score of a questionnaire. ``limits``: 「0〜33」, "" where the range is not known.
    ``direction``: which way is worse, in words, "" where it is not known."""

    on_day: date
    name: str
    value: str
    limits: str
    direction: str


@dataclass(frozen=True, slots=True)
class ScoreSection:
    """``performance``: days of the period with their performance status (0–9), the oldest first.
    ``performance_words``: what the last of them means. ``scores``: all others of the period."""

    state: State
    performance: tuple[tuple[date, int], ...] = ()
    performance_words: str = ""
    scores: tuple[ScoreFact, ...] = ()


@dataclass(frozen=True, slots=True)
class MedicineFact:
    """A medicine besides this one, in the patient's words; None: the day is not known."""

    name: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class OpioidSaid:
    """An answer about opioids; ``is_clear``: it says that none are used."""

    on_day: date
    words: str
    is_clear: bool


@dataclass(frozen=True, slots=True)
class MedicineSection:
    """``medicines``: in use on at least one day of the period. ``opioids``: what the patient said
    about opioids in the period, the newest first, and before these the answer that held when it
    began, unless an answer of the first day took its place; empty: never answered."""

    state: State
    medicines: tuple[MedicineFact, ...] = ()
    opioids: tuple[OpioidSaid, ...] = ()


@dataclass(frozen=True, slots=True)
class Obtained:
    """What was obtained on a day, as its label says; "" and None: not written down."""

    on_day: date
    source: str
    form: str
    strength: str
    lot: str
    expires_on: date | None
    quantity: str


@dataclass(frozen=True, slots=True)
class SupplySection:
    """``last``: what was obtained last up to the end of the period. ``obtained``: all of the
    period, the newest first."""

    state: State
    last: Obtained | None = None
    obtained: tuple[Obtained, ...] = ()
