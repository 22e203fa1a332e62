"""One question of the check-in with its answer, as a page shows it."""

from dataclasses import dataclass, replace
from datetime import time

from django.utils.translation import gettext as _

from diary.medications.red_flags import RedFlag, red_flags

from ..domain.answers import NONE_TODAY, Part, Question
from ..domain.effect_labels import effect_words
from ..models import DailyAnswer, SideEffect, Sleep, TrackedSymptom

YES, NO = "yes", "no"
SHAPES = {
    "quality": "quality",
    "bed_at": "clock",
    "up_at": "clock",
    "times_awake": "count",
    "text": "text",
}


@dataclass(frozen=True, slots=True)
class AnswerRow:
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


def fresh_row(
    question: Question, symptom: TrackedSymptom | None = None, *, value: object = None
) -> AnswerRow:
    """The row of one question that was answered just now with ``value`` (None: taken back)."""
    shown = as_typed(value)
    flag = red_flags().get(question.name) if question.part is Part.EFFECT else None
    anchor = symptom.anchor if symptom else ""
    return AnswerRow(question, _label(question, symptom), shown, shown, anchor=anchor, flag=flag)


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
    marks = {
        _("前の日と同じ"): row.copied and copied,
        _("後日"): row.filled_later,
        _("あとで修正"): row.changed_at is not None,
    }
    return "・".join(words for words, holds in marks.items() if holds)


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


def read_row(
    question: Question,
    row: DailyAnswer | None,
    value: object,
    *,
    symptom: TrackedSymptom | None = None,
    copied: bool = True,
) -> AnswerRow:
    """The row of one question as the diary holds it."""
    shown = fresh_row(question, symptom, value=value)
    return replace(shown, mark=mark_of(row, copied=copied)) if shown.value else shown
