from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from ldn_app.ui.clock_field import ClockField
from ldn_app.ui.fields import TypedTextField

from ..models import Dose
from .amount import AmountField, ConfirmsLargeAmounts


class SkipForm(forms.Form):
    """Why a dose was not taken; both answers are optional."""

    reason = forms.ChoiceField(
        label=_("理由"),
        required=False,
        choices=Dose.SkipReason.choices,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("理由を一覧から選んでください。")},
    )
    note = TypedTextField(
        label=_("ひとこと"),
        required=False,
        max_length=200,
        error_messages={"max_length": _("200文字までで入力してください。")},
    )


class TakeForm(forms.Form):
    """A tap on 「飲んだ」.

    ``right_now``: the big button, the dose is taken at this moment. ``asked``: the question
    about the short interval was answered with yes.
    """

    taken_clock = ClockField(label=_("飲んだ時刻"), required=False)
    right_now = forms.BooleanField(required=False)
    asked = forms.BooleanField(required=False)


class ShiftForm(forms.Form):
    """「15分早く」「15分おそく」「1時間早く」."""

    minutes = forms.TypedChoiceField(choices=[(m, m) for m in (-60, -15, 15, 60)], coerce=int)


WHEN_TAKEN = _("飲んだときに入力します。")


class AnswerForm(ConfirmsLargeAmounts):
    """The whole answer of a night, to put it right at any time."""

    status = forms.ChoiceField(
        label=_("この日の分"),
        choices=Dose.Status.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("飲んだか、飲まなかったかを選んでください。")},
    )
    taken_clock = ClockField(label=_("飲んだ時刻"), required=False, help_text=WHEN_TAKEN)
    amount_mg = AmountField(label=_("飲んだ量"), required=False, help_text=WHEN_TAKEN)
    skip_reason = forms.ChoiceField(
        label=_("飲まなかった理由"),
        required=False,
        choices=[("", _("えらばない")), *Dose.SkipReason.choices],
    )
    note = SkipForm.base_fields["note"]

    def __init__(self, *args, time_may_be_unknown: bool, **kwargs) -> None:
        """``time_may_be_unknown``: the night was answered on a later day, or would be now."""
        super().__init__(*args, **kwargs)
        if time_may_be_unknown:
            self.fields["taken_clock"].help_text = _("おぼえていなければ空のままにします。")

    def clean(self) -> dict:
        cleaned = super().clean()
        taken = cleaned.get("status") == Dose.Status.TAKEN
        if taken and not cleaned.get("amount_mg") and "amount_mg" not in self.errors:
            self.add_error("amount_mg", _("飲んだ量を入力してください。例: 1.5"))
        return cleaned


def initial_answer(dose: Dose, *, local: datetime | None) -> dict:
    """What AnswerForm shows for ``dose``; ``local``: its time where it was taken."""
    return {
        "status": dose.status,
        "taken_clock": local.time().replace(second=0, microsecond=0) if local else None,
        "amount_mg": dose.amount_mg,
        "skip_reason": dose.skip_reason,
        "note": dose.note,
    }


def first_sentence(form: forms.Form) -> str:
    """The first thing that is wrong with the form, for a place that has room for one sentence."""
    return next((errors[0] for errors in form.errors.values()), "")
