from datetime import datetime, time

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Dose
from .amount import AmountField, ConfirmsLargeAmounts


class ClockField(forms.TimeField):
    """A time of day from the phone's own picker; full-width digits and 「22時30分」 work too."""

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault(
            "widget", forms.TimeInput(format="%H:%M", attrs={"type": "time", "step": "60"})
        )
        kwargs.setdefault("error_messages", {}).setdefault(
            "invalid", _("時刻を 22:30 のように入力してください。")
        )
        super().__init__(**kwargs)

    def to_python(self, value: object) -> time | None:
        if isinstance(value, str):
            value = plain_clock(value)
        return super().to_python(value)


class SkipForm(forms.Form):
    """Why a dose was not taken; both answers are optional."""

    reason = forms.ChoiceField(
        label=_("理由"),
        required=False,
        choices=Dose.SkipReason.choices,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("理由を一覧から選んでください。")},
    )
    note = forms.CharField(
        label=_("ひとこと"),
        required=False,
        max_length=200,
        error_messages={"max_length": _("200文字までで入力してください。")},
    )


class TakeForm(ConfirmsLargeAmounts):
    """A dose that was taken at another time, or in another amount, than the button says."""

    taken_clock = ClockField(label=_("飲んだ時刻"), required=False)


class AnswerForm(ConfirmsLargeAmounts):
    """The whole answer of a night, to put it right at any time."""

    status = forms.ChoiceField(
        label=_("この日の分"),
        choices=Dose.Status.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("飲んだか、飲まなかったかを選んでください。")},
    )
    taken_clock = ClockField(
        label=_("飲んだ時刻"), required=False, help_text=_("おぼえていなければ空のままにします。")
    )
    amount_mg = AmountField(label=_("飲んだ量"), required=False)
    skip_reason = forms.ChoiceField(
        label=_("飲まなかった理由"),
        required=False,
        choices=[("", _("えらばない")), *Dose.SkipReason.choices],
    )
    note = SkipForm.base_fields["note"]

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("status") == Dose.Status.TAKEN and not cleaned.get("amount_mg"):
            if "amount_mg" not in self.errors:
                self.add_error("amount_mg", _("飲んだ量を入力してください。例: 1.5"))
        return cleaned


def initial_answer(dose: Dose, *, local: datetime | None) -> dict:
    """What AnswerForm shows for ``dose``; ``local``: its time where it was taken."""
    return {
        "status": dose.status,
        "taken_clock": local.time() if local else None,
        "amount_mg": dose.amount_mg,
        "skip_reason": dose.skip_reason,
        "note": dose.note,
    }
