"""What people say on the check-in page: one answer, or the whole page at once."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from ldn_app.ui.clock_field import ClockField
from ldn_app.ui.fields import ScaleField, TypedIntegerField, TypedTextField, between

from ..domain.answers import Answer, Part, Question
from ..models import DayNote, SideEffect, Sleep
from ..queries.rows import NO, YES

LONGEST_NOTE = DayNote._meta.get_field("text").max_length


class TickField(forms.BooleanField):
    """True when ticked; no tick is no answer (None), not a no."""

    def __init__(self, **kwargs) -> None:
        super().__init__(required=False, **kwargs)

    def clean(self, value: object) -> bool | None:
        return super().clean(value) or None


class DayNoteField(TypedTextField):
    """Free text. Line ends count as one character, as they are seen."""

    def __init__(self) -> None:
        sentence = _(
            "メモは%(limit_value)d文字までです。いまは%(show_value)d文字です。少し短くしてください。"
        )
        super().__init__(required=False, max_length=LONGEST_NOTE, widget=forms.Textarea)
        self.validators[0].message = sentence


class CheckInForm(forms.Form):
    """The fields for ``questions``, none of which must be answered.

    A page posts with every answer what it showed at first (``initial-…``). Only what differs from
    that was said by somebody: a page that was left open does not undo what another phone saved.
    """

    use_required_attribute = False

    def __init__(self, questions: Iterable[Question], data=None) -> None:
        super().__init__(data)
        self.questions = {question.key: question for question in questions}
        for key, question in self.questions.items():
            field = _field(question)
            field.show_hidden_initial = True
            self.fields[key] = field

    def said(self) -> list[Answer]:
        """The answers that were given or taken back and can be recorded."""
        self.full_clean()
        return [
            self.answer(key)
            for key in self.fields
            if key in self.changed_data and key in self.cleaned_data
        ]

    def answer(self, key: str) -> Answer:
        """What the form says to one question, whether it differs from before or not."""
        return Answer(self.questions[key], self.cleaned_data[key])

    def sentences(self) -> dict[str, str]:
        """What to do about each answer that cannot be recorded."""
        return {key: " ".join(errors) for key, errors in self.errors.items()}


def _field(question: Question) -> forms.Field:
    if question.is_tick:
        return TickField()
    match question.part:
        case Part.SYMPTOM:
            return ScaleField(required=False)
        case Part.EFFECT:
            return _choice(SideEffect.Severity.choices)
        case Part.SLEEP:
            return _sleep_field(question.name)
        case Part.NOTE:
            return DayNoteField() if question.name == "text" else _yes_or_no()


def _sleep_field(name: str) -> forms.Field:
    if name == "quality":
        return ScaleField(required=False)
    if name in ("bed_at", "up_at"):
        return ClockField(required=False)
    if name == "times_awake":
        sentence = _("0回から20回までで入力してください。")
        return TypedIntegerField(
            required=False, units=(str(_("回")),), validators=between(0, 20, sentence)
        )
    return _choice(Sleep.Degree.choices)


def _choice(choices: Iterable) -> forms.Field:
    return forms.TypedChoiceField(
        choices=choices,
        required=False,
        empty_value=None,
        error_messages={"invalid_choice": _("ボタンから選んでください。")},
    )


def _yes_or_no() -> forms.Field:
    return forms.TypedChoiceField(
        choices=((YES, _("はい")), (NO, _("いいえ"))),
        coerce=lambda value: value == YES,
        required=False,
        empty_value=None,
        error_messages={"invalid_choice": _("ボタンから選んでください。")},
    )
