"""The check-in page of one day: every question, what it says now and what is to be said of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, time

from django.utils.translation import gettext as _

from diary.safety.red_flags import RedFlag, red_flags
from ldn_app.access.viewer import Viewer

from ..domain.answers import NONE_TODAY, Part, Question
from ..domain.library import effect_kinds
from ..domain.same_as_before import COPIED_SLEEP
from ..domain.words import effect_words
from ..models import DailyAnswer, DayNote, SideEffect, Sleep, SymptomRating, TrackedSymptom
from .day_answers import DayAnswers, answers_of_day

YES, NO = "yes", "no"
SHAPES = {
    "quality": "quality",
    "bed_at": "clock",
    "up_at": "clock",
    "times_awake": "count",
    "text": "text",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A question with its answer as the page shows it; ``value`` "" means not answered.

    ``saved``: what the diary holds, when it differs from what was typed. ``mark``: words for an
    answer that was copied or filled in later. ``error``: what to do about what was typed.
    """

    question: Question
    label: str
    value: str = ""
    saved: str = ""
    mark: str = ""
    error: str = ""
    anchor: str = ""
    flag: RedFlag | None = None

    @property
    def key(self) -> str:
        return self.question.key

    @property
    def clear_label(self) -> str:
        return _("%sの答えを消す") % self.label

    @property
    def shape(self) -> str:
        """Which kind of input the question has; names a template."""
        if self.question.is_tick:
            return "tick"
        if self.question.part is Part.SYMPTOM:
            return "scale"
        return SHAPES.get(self.question.name, "choices")

    @property
    def options(self) -> list[tuple[str, str]]:
        """The buttons to choose from, where there are some."""
        if self.question.part is Part.EFFECT:
            return SideEffect.Severity.choices
        if self.shape == "count":
            return [(str(count), _("%(count)d回") % {"count": count}) for count in range(21)]
        if self.question.part is Part.SLEEP:
            return Sleep.Degree.choices
        return [(YES, _("はい")), (NO, _("いいえ"))]


@dataclass(frozen=True, slots=True)
class CheckInPage:
    """Every question of the check-in for dose day ``day``, group by group."""

    day: date
    is_today: bool
    is_copied: bool
    symptoms: tuple[Row, ...]
    dreams: tuple[Row, ...]
    quality: Row
    times: tuple[Row, ...]
    none_today: Row
    effects: tuple[Row, ...]
    urgent: tuple[Row, ...]
    unusual: Row
    text: Row
    tell_doctor: Row

    def rows(self) -> Iterator[Row]:
        """Every question, in the order of the page."""
        for one in fields(self):
            value = getattr(self, one.name)
            if isinstance(value, Row):
                yield value
            elif isinstance(value, tuple):
                yield from value

    def row(self, key: str) -> Row | None:
        return next((row for row in self.rows() if row.key == key), None)

    def with_typed(self, typed: Mapping[str, str], errors: Mapping[str, str]) -> "CheckInPage":
        """The page with what was typed where it could not be saved, and why."""

        def shown(value: object) -> object:
            if isinstance(value, tuple):
                return tuple(shown(one) for one in value)
            if isinstance(value, Row) and value.key in errors:
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


def fresh_row(
    question: Question, symptom: TrackedSymptom | None = None, *, value: object = None
) -> Row:
    """The row of one question that was answered just now with ``value`` (None: taken back)."""
    shown = as_typed(value)
    flag = red_flags().get(question.name) if question.part is Part.EFFECT else None
    anchor = symptom.anchor if symptom else ""
    return Row(question, _label(question, symptom), shown, shown, anchor=anchor, flag=flag)


def as_typed(value: object) -> str:
    """How ``value`` stands in a form field; "" when it says nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)


def mark_of(row: DailyAnswer | None, *, copied: bool = True) -> str:
    """What must be said of an answer; ``copied``: whether the question is one that is copied."""
    if row is None:
        return ""
    if row.copied and copied:
        return _("前の日と同じ")
    return _("後日") if row.filled_later else ""


def _label(question: Question, symptom: TrackedSymptom | None = None) -> str:
    if symptom is not None:
        return symptom.name
    if question.part is Part.SLEEP:
        return str(Sleep._meta.get_field(question.name).verbose_name)
    if question.part is Part.NOTE:
        return {
            "unusual": _("いつもとちがうことがありましたか"),
            "text": _("メモ"),
            "tell_doctor": _("先生に伝える"),
        }[question.name]
    return _("今日はなし") if question.name == NONE_TODAY else effect_words(question.name)


def _read_row(
    question: Question,
    row: DailyAnswer | None,
    value: object,
    *,
    symptom: TrackedSymptom | None = None,
    copied: bool = True,
) -> Row:
    """The row of one question as the diary holds it."""
    shown = fresh_row(question, symptom, value=value)
    return replace(shown, mark=mark_of(row, copied=copied)) if shown.value else shown


def _symptom_rows(answers: DayAnswers, listed: list[TrackedSymptom]) -> Iterator[Row]:
    followed = {symptom.pk for symptom in listed}
    old = [row.symptom for pk, row in answers.ratings.items() if pk not in followed]
    for symptom in [*listed, *old]:
        rating: SymptomRating | None = answers.ratings.get(symptom.pk)
        question = Question(Part.SYMPTOM, str(symptom.pk))
        yield _read_row(question, rating, getattr(rating, "score", None), symptom=symptom)


def _sleep_row(sleep: Sleep | None, name: str) -> Row:
    value = getattr(sleep, name, None)
    copied = name in COPIED_SLEEP
    return _read_row(Question(Part.SLEEP, name), sleep, value, copied=copied)


def _effect_row(kind: str, effects: Mapping[str, SideEffect]) -> Row:
    row = effects.get(kind)
    value = (row.severity or True) if row else None
    return _read_row(Question(Part.EFFECT, kind), row, value)


def _note_row(note: DayNote | None, name: str) -> Row:
    value = getattr(note, name, None)
    if name == "tell_doctor":
        value = value or None
    return _read_row(Question(Part.NOTE, name), note, value)
