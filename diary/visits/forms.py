from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from ldn_app.ui.clock_field import ClockField
from ldn_app.ui.day_field import DayField, FormWithDays, years_after, years_before
from ldn_app.ui.fields import TypedTextField

from .models import Visit
from .services import Appointment

A_LIFETIME_AGO = years_before(100)


class VisitForm(FormWithDays):
    """The day of a visit; one that is still to come is an appointment, says the service."""

    visited_on = DayField(
        earliest=A_LIFETIME_AGO,
        offers_today=True,
        label=_("受診した日"),
        error_messages={
            "required": _("受診した日を選んでください。"),
            "invalid": _("日付を選びなおしてください。"),
        },
    )

    def __init__(self, *args, today: date, **kwargs) -> None:
        super().__init__(*args, today=today, **kwargs)
        self.fields["visited_on"].widget.attrs["max"] = today.isoformat()


class AppointmentForm(FormWithDays):
    """When and where a visit is. ``visit``: the one that is being changed; one that is no
    appointment any more is not asked about a reminder."""

    visited_on = DayField(
        earliest=A_LIFETIME_AGO,
        latest=years_after(3),
        label=_("受診の日"),
        error_messages={
            "required": _("受診の日を選んでください。"),
            "invalid": _("日付を選びなおしてください。"),
        },
    )
    local_time = ClockField(label=_("時刻"), required=False)
    clinic = TypedTextField(
        label=_("病院・クリニックの名前"),
        required=False,
        max_length=60,
        help_text=_("お知らせのメールや通知には、名前は出ません。"),
        error_messages={"max_length": _("60文字までで入力してください。")},
    )
    remind = forms.BooleanField(label=_("この受診をお知らせする"), required=False, initial=True)

    def __init__(self, *args, visit: Visit | None = None, **kwargs) -> None:
        if visit is not None:
            kwargs["initial"] = values_of(visit)
        super().__init__(*args, **kwargs)
        self.remind_stays = None
        if visit is not None and visit.state != Visit.State.PLANNED:
            del self.fields["remind"]
            self.remind_stays = visit.remind

    def appointment(self) -> Appointment:
        """What was typed, once the form is valid."""
        return Appointment(**{"remind": self.remind_stays, **self.cleaned_data})


class QuestionsForm(forms.Form):
    """Up to three questions for the doctor."""

    question_1 = TypedTextField(label=_("1つ目"), required=False, max_length=200)
    question_2 = TypedTextField(label=_("2つ目"), required=False, max_length=200)
    question_3 = TypedTextField(label=_("3つ目"), required=False, max_length=200)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget = forms.Textarea(attrs={"rows": 2, "data-longest": 200})
            field.error_messages["max_length"] = _("200文字までで入力してください。")

    def questions(self) -> list[str]:
        """What was typed, once the form is valid."""
        return list(self.cleaned_data.values())


class NoteForm(forms.Form):
    """What was said at the visit, in the patient's words."""

    text = TypedTextField(
        label=_("受診のあとのメモ"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("先生に言われたことや、次までにすること。ほかの人には共有されません。"),
        error_messages={"max_length": _("2000文字までで入力してください。")},
    )


def values_of(visit: Visit) -> dict:
    """What the forms show of ``visit`` before anything is typed."""
    return {name: getattr(visit, name) for name in (*AppointmentForm.base_fields, *QUESTIONS)}


QUESTIONS = tuple(QuestionsForm.base_fields)
