"""The check-in page of one day: every question, what it says now and what is to be said of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from diary.medications.red_flags import red_flags
from ldn_app.access.viewer import Viewer

from ..domain.answers import NONE_TODAY, Part, Question
from ..domain.library import effect_kinds
from ..domain.same_as_before import COPIED_SLEEP
from ..models import DayNote, SideEffect, Sleep, SymptomRating, TrackedSymptom
from .day_answers import DayAnswers, answers_of_day
from .rows import AnswerRow, read_row


@dataclass(frozen=True, slots=True)
class CheckInPage:
    """Every question of the check-in for dose day ``day``, group by group."""

    day: date
    is_today: bool
    is_copied: bool
    symptoms: tuple[AnswerRow, ...]
    dreams: tuple[AnswerRow, ...]
    quality: AnswerRow
    times: tuple[AnswerRow, ...]
    none_today: AnswerRow
    effects: tuple[AnswerRow, ...]
    urgent: tuple[AnswerRow, ...]
    unusual: AnswerRow
    text: AnswerRow
    tell_doctor: AnswerRow

    def rows(self) -> Iterator[AnswerRow]:
        """Every question, in the order of the page."""
        for one in fields(self):
            value = getattr(self, one.name)
            if isinstance(value, AnswerRow):
                yield value
            elif isinstance(value, tuple):
                yield from value

    def with_typed(self, typed: Mapping[str, str], errors: Mapping[str, str]) -> "CheckInPage":
        """The page with what was typed where it could not be saved, and why."""

        def shown(value: object) -> object:
            if isinstance(value, tuple):
                return tuple(shown(one) for one in value)
            if isinstance(value, AnswerRow) and value.key in errors:
                key = value.key
                return replace(value, value=typed.get(key, ""), error=errors[key])
            return value

        return replace(self, **{one.name: shown(getattr(self, one.name)) for one in fields(self)})

    @property
    def has_effects(self) -> bool:
        return any(row.value or row.error for row in self.effects)

    @property
    def has_urgent(self) -> bool:
        return any(row.value for row in self.urgent)

    @property
    def has_times(self) -> bool:
        return any(row.value or row.error for row in self.times)


def build_check_in(viewer: Viewer, *, day: date, today: date) -> CheckInPage:
    """The check-in of dose day ``day``. Five queries.

    Symptoms that were taken off the list are asked where the day has an answer to them.
    """
    answers = answers_of_day(viewer, day)
    listed = TrackedSymptom.objects.visible_to(viewer).filter(removed_at__isnull=True)
    return page_of(answers, list(listed), today=today)


def page_of(answers: DayAnswers, listed: list[TrackedSymptom], *, today: date) -> CheckInPage:
    """The page for answers and symptoms that were read already."""
    note, effects = answers.note, answers.effects
    rows = [*answers.ratings.values(), *effects.values(), answers.sleep]
    return CheckInPage(
        day=answers.day,
        is_today=answers.day == today,
        is_copied=any(row is not None and row.copied for row in rows),
        symptoms=tuple(_symptom_rows(answers, listed)),
        dreams=tuple(_sleep_row(answers.sleep, name) for name in COPIED_SLEEP),
        quality=_sleep_row(answers.sleep, "quality"),
        times=tuple(_sleep_row(answers.sleep, name) for name in ("bed_at", "up_at", "times_awake")),
        none_today=_effect_row(NONE_TODAY, effects if answers.said_none else {}),
        effects=tuple(_effect_row(key, effects) for key in effect_kinds()),
        urgent=tuple(_effect_row(key, effects) for key in red_flags()),
        unusual=_note_row(note, "unusual"),
        text=_note_row(note, "text"),
        tell_doctor=_note_row(note, "tell_doctor"),
    )


def _symptom_rows(answers: DayAnswers, listed: list[TrackedSymptom]) -> Iterator[AnswerRow]:
    followed = {symptom.pk for symptom in listed}
    old = [row.symptom for pk, row in answers.ratings.items() if pk not in followed]
    for symptom in [*listed, *old]:
        rating: SymptomRating | None = answers.ratings.get(symptom.pk)
        question = Question(Part.SYMPTOM, str(symptom.pk))
        yield read_row(question, rating, getattr(rating, "score", None), symptom=symptom)


def _sleep_row(sleep: Sleep | None, name: str) -> AnswerRow:
    value = getattr(sleep, name, None)
    copied = name in COPIED_SLEEP
    return read_row(Question(Part.SLEEP, name), sleep, value, copied=copied)


def _effect_row(kind: str, effects: Mapping[str, SideEffect]) -> AnswerRow:
    row = effects.get(kind)
    value = (row.severity or True) if row else None
    return read_row(Question(Part.EFFECT, kind), row, value)


def _note_row(note: DayNote | None, name: str) -> AnswerRow:
    value = getattr(note, name, None)
    if name == "tell_doctor":
        value = value or None
    return read_row(Question(Part.NOTE, name), note, value)
