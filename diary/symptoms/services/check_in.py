"""Answering a check-in. Doing it twice is harmless; every answer can be taken back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast

from ldn_app.access.audit import DELETED
from ldn_app.access.viewer import Viewer
from ldn_app.accounts.models import Patient
from ldn_app.clock import clock_of

from ..domain.answer_time import AnswerTime, answer_time
from ..domain.answers import NONE_TODAY, Answer, Part, Question
from ..domain.same_as_before import COPIED_SLEEP, AnswersOfDay, answers_to_copy
from ..errors import AllAnsweredAlready, EffectsAreRecorded, NothingToCopy
from ..models import DayNote, SideEffect, Sleep, SymptomRating
from .conflicts import again_on_conflict
from .rows import Change, Known, row_writes, write_rows

NO_ROWS: Known = {SymptomRating: [], Sleep: [], SideEffect: [], DayNote: []}
NONE_QUESTION = Question(Part.EFFECT, NONE_TODAY)
CALM_NIGHT = [Answer(Question(Part.SLEEP, name), Sleep.Degree.NONE) for name in COPIED_SLEEP]


@dataclass(frozen=True, slots=True)
class Recorded:
    """What came of it. ``none_today_gone``: a side effect took the place of 「今日はなし」."""

    none_today_gone: bool = False


def record_answers(
    viewer: Viewer,
    *,
    patient: Patient,
    day: date,
    now: datetime,
    answers: Iterable[Answer],
    first_of_day: bool = False,
) -> Recorded:
    """Record what the patient said about dose day ``day``; an empty value takes an answer back.

    A side effect takes the place of 「今日はなし」. ``first_of_day``: the page showed no answer, so
    rows are first created without a look for them; should one be there, it is looked for after
    all. Raises DayNotYetThere for a day to come and EffectsAreRecorded for 「今日はなし」 beside
    side effects.
    """
    at = answer_time(day, now=now, clock=clock_of(patient))
    answers = list(answers)
    if first_of_day:
        try:
            with transaction.atomic():
                return _record(viewer, answers, at=at, known=NO_ROWS)
        except IntegrityError:
            pass  # Another phone was quicker.
    return again_on_conflict(_record)(viewer, answers, at=at, known=None)


def _record(
    viewer: Viewer, answers: Sequence[Answer], *, at: AnswerTime, known: Known | None
) -> Recorded:
    kinds = [one.question.name for one in answers if _names_effect(one)]
    if any(one.question == NONE_QUESTION and not one.is_empty for one in answers):
        if kinds or (known is None and _has_effects(viewer, at.day)):
            raise EffectsAreRecorded
    elif kinds:
        answers = [*answers, Answer(NONE_QUESTION, None)]
    return _recorded(write_rows(viewer, row_writes(answers), at=at, known=known))


@again_on_conflict
def copy_day_before(viewer: Viewer, *, patient: Patient, day: date, now: datetime) -> None:
    """Fill what is unanswered on ``day`` with the answers of the day before, marked as copied.

    Raises NothingToCopy or AllAnsweredAlready when there is nothing to fill.
    """
    at = answer_time(day, now=now, clock=clock_of(patient))
    days = (day - timedelta(days=1), day)
    sleeps = list(Sleep.objects.editable_by(viewer).during(*days).select_for_update())
    before, today = _answers_of_days(viewer, days, sleeps)
    if not answers_to_copy(before, AnswersOfDay()):
        raise NothingToCopy
    answers = answers_to_copy(before, today)
    if not answers:
        raise AllAnsweredAlready
    # What is copied has no row yet, except for the sleep; a row that appears meanwhile raises.
    known = {**NO_ROWS, Sleep: [row for row in sleeps if row.day == day]}
    write_rows(viewer, row_writes(answers), at=at, copied=True, known=known)


def _names_effect(answer: Answer) -> bool:
    question = answer.question
    return question.part is Part.EFFECT and question.name != NONE_TODAY and not answer.is_empty


def _has_effects(viewer: Viewer, day: date) -> bool:
    ticked = SideEffect.objects.editable_by(viewer).on(day)
    return ticked.exclude(kind=NONE_TODAY).exists()


def _recorded(changes: Iterable[Change]) -> Recorded:
    return Recorded(
        none_today_gone=any(
            isinstance(row, SideEffect) and row.kind == NONE_TODAY and action == DELETED
            for row, action, _ in changes
        )
    )


def _answers_of_days(
    viewer: Viewer, days: tuple[date, date], sleeps: Iterable[Sleep]
) -> list[AnswersOfDay]:
    """The answers of each of ``days``, of symptoms that are still followed. One query."""
    found = {day: AnswersOfDay({}, {}, {}) for day in days}
    for day, part, name, said in _scores_and_effects(viewer, days):
        if part == Part.SYMPTOM:
            found[day].scores[int(name)] = int(said)
        else:
            found[day].effects[name] = said
    for row in sleeps:
        found[row.day].sleep.update({name: getattr(row, name) for name in COPIED_SLEEP})
    return list(found.values())


def _scores_and_effects(viewer: Viewer, days: tuple[date, date]) -> QuerySet:
    """(day, part, name, what was said) of both tables, as text."""
    ratings = SymptomRating.objects.editable_by(viewer).during(*days)
    scores = ratings.filter(symptom__removed_at__isnull=True).values_list(
        "day", Value(Part.SYMPTOM), Cast("symptom_id", CharField()), Cast("score", CharField())
    )
    effects = SideEffect.objects.editable_by(viewer).during(*days)
    return scores.union(effects.values_list("day", Value(Part.EFFECT), "kind", "severity"))
