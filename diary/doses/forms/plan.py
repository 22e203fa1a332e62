"""The plan as the doctor wrote it, typed by the patient."""

from datetime import date
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from ldn_app.ui.clock_field import ClockField
from ldn_app.ui.day_field import DayField, FormWithDays, years_after
from ldn_app.ui.fields import TypedDecimalField, TypedTextField, between

from ..domain.titration import Slot
from ..models import Regimen, RegimenEvent
from .amount import AmountField, ConfirmsLargeAmounts

MORE_STEPS = (2, 3, 4, 5)
NEAR_FUTURE = years_after(5)


class PlanNoteField(TypedTextField):
    """One line in the patient's own words."""

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("error_messages", {}).setdefault(
            "max_length", _("200文字までで入力してください。")
        )
        super().__init__(**kwargs)


class RegimenForm(FormWithDays, ConfirmsLargeAmounts):
    """A new plan: form, time, and one to five steps."""

    amount_fields = ("amount_mg", *(f"amount_mg_{number}" for number in MORE_STEPS))

    form = forms.ChoiceField(
        label=_("薬のかたち"),
        choices=Regimen.Form.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("薬のかたちを選んでください。")},
    )
    strength_mg_per_ml = TypedDecimalField(
        label=_("液剤の濃さ(1mL に何 mg か)"),
        required=False,
        units=("mg/ml", "mg"),
        max_digits=6,
        decimal_places=3,
        validators=between(Decimal("0.01"), Decimal(100), _("濃さをラベルで確かめてください。")),
        error_messages={
            "max_decimal_places": _("小数点の後ろは3けたまでで入力してください。"),
            "max_digits": _("濃さをラベルで確かめてください。"),
            "max_whole_digits": _("濃さをラベルで確かめてください。"),
        },
    )
    slot = forms.ChoiceField(
        label=_("いつ飲みますか"),
        choices=RegimenEvent.SlotChoice.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("夜か朝かを選んでください。")},
    )
    usual_time = ClockField(label=_("いつもの時刻"), required=False)
    on_day = DayField(latest=NEAR_FUTURE, offers_today=True, label=_("はじめの日"))
    amount_mg = AmountField(label=_("量"))
    last_day = DayField(latest=NEAR_FUTURE, label=_("さいごの日"), required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for number in MORE_STEPS:
            self.fields[f"on_day_{number}"] = DayField(
                latest=NEAR_FUTURE, label=_("この日から"), required=False
            )
            self.fields[f"amount_mg_{number}"] = AmountField(label=_("量"), required=False)
        self.bound_days()

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("strength_mg_per_ml") and cleaned.get("form") != Regimen.Form.LIQUID:
            self.add_error("strength_mg_per_ml", _("濃さは液剤のときだけ入力してください。"))
        more_days = (self._clean_step(number, cleaned) for number in MORE_STEPS)
        days = [cleaned.get("on_day"), *more_days]
        entered = [day for day in days if day is not None]
        if entered != sorted(set(entered)):
            self.add_error("on_day", _("段階の日付は早いものから順に、別々の日にしてください。"))
        last_day = cleaned.get("last_day")
        if last_day and entered and last_day < entered[-1]:
            self.add_error("last_day", _("さいごの日は、さいごの段階より後の日にしてください。"))
        return cleaned

    def _clean_step(self, number: int, cleaned: dict) -> date | None:
        day, amount = cleaned.get(f"on_day_{number}"), cleaned.get(f"amount_mg_{number}")
        if day and not amount and f"amount_mg_{number}" not in self.errors:
            self.add_error(f"amount_mg_{number}", _("量を入力してください。例: 3"))
        if amount and not day and f"on_day_{number}" not in self.errors:
            self.add_error(f"on_day_{number}", _("日付を選んでください。"))
        return day

    @property
    def steps(self) -> list[tuple[date, Decimal]]:
        """Days and amounts of the steps that were filled in, for a valid form."""
        names = ["", *(f"_{number}" for number in MORE_STEPS)]
        pairs = [
            (self.cleaned_data.get(f"on_day{end}"), self.cleaned_data.get(f"amount_mg{end}"))
            for end in names
        ]
        return [(day, amount) for day, amount in pairs if day and amount]

    @property
    def more_steps(self) -> list[tuple]:
        """The bound fields of the further steps, in pairs."""
        return [(self[f"on_day_{number}"], self[f"amount_mg_{number}"]) for number in MORE_STEPS]

    @property
    def has_more_steps(self) -> bool:
        """Whether a further step holds something, so that it must not be folded away."""
        return any(field.value() for pair in self.more_steps for field in pair)


class StepForm(FormWithDays, ConfirmsLargeAmounts):
    """From a day on, another amount."""

    on_day = DayField(latest=NEAR_FUTURE, offers_today=True, label=_("この日から"))
    amount_mg = AmountField(label=_("量"))
    note = PlanNoteField(label=_("理由"))


class HoldForm(FormWithDays):
    """Stay at the amount."""

    on_day = DayField(latest=NEAR_FUTURE, offers_today=True, label=_("この日から"))
    note = PlanNoteField(label=_("理由"))


class SlotForm(FormWithDays):
    """From evening to morning, or back."""

    slot = forms.ChoiceField(
        label=_("いつ飲みますか"),
        choices=[(Slot.MORNING, _("朝")), (Slot.EVENING, _("夜"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("夜か朝かを選んでください。")},
    )
    on_day = DayField(latest=NEAR_FUTURE, offers_today=True, label=_("この日から"))
    usual_time = ClockField(label=_("いつもの時刻"), required=False)
    note = PlanNoteField(label=_("理由"))


class UsualTimeForm(FormWithDays):
    """Another usual time."""

    on_day = DayField(latest=NEAR_FUTURE, offers_today=True, label=_("この日から"))
    usual_time = ClockField(
        label=_("いつもの時刻"), error_messages={"required": _("時刻を選んでください。")}
    )
    note = PlanNoteField(label=_("理由"))


class PauseForm(FormWithDays):
    """No doses from a day on."""

    reason = forms.ChoiceField(
        label=_("理由"),
        choices=RegimenEvent.PauseReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("お休みの理由を選んでください。")},
    )
    on_day = DayField(latest=NEAR_FUTURE, offers_today=True, label=_("お休みのはじめの日"))
    note = PlanNoteField(label=_("メモ"))


class ResumeForm(FormWithDays):
    """The first dose day after a pause."""

    on_day = DayField(latest=NEAR_FUTURE, offers_today=True, label=_("再開した日"))
    note = PlanNoteField(label=_("メモ"))


class EndForm(FormWithDays):
    """The last dose day of the plan."""

    last_day = DayField(latest=NEAR_FUTURE, label=_("さいごに飲む日"))
    note = PlanNoteField(label=_("理由"))


class PlanCorrectionForm(FormWithDays, ConfirmsLargeAmounts):
    """A slip of the pen in a line of the plan."""

    on_day = DayField(latest=NEAR_FUTURE, label=_("日付"))
    amount_mg = AmountField(label=_("量"), required=False)

    def __init__(self, *args, names_amount: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if names_amount:
            self.fields["amount_mg"].required = True
        else:
            del self.fields["amount_mg"]


class WithdrawForm(forms.Form):
    """Why a planned line no longer holds."""

    note = PlanNoteField(label=_("理由"))
