from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from ldn_app.ui.day_field import DayField, FormWithDays, years_after
from ldn_app.ui.fields import HalfWidthTextField

from .models import LONGEST_TEXT, Supply
from .services import SupplyWords


def _typed(label: str, help_text: str) -> HalfWidthTextField:
    too_long = _("40文字までで書いてください。")
    return HalfWidthTextField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=LONGEST_TEXT,
        error_messages={"max_length": too_long},
    )


def _day(label: str, **kwargs) -> DayField:
    return DayField(
        label=label,
        error_messages={
            "required": _("受け取った日を選んでください。"),
            "invalid": _("日付を選びなおしてください。"),
        },
        **kwargs,
    )


def _choice(label: str, choices, told: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": told, "invalid_choice": told},
    )


class SupplyForm(FormWithDays):
    """What the label says. ``today``: the last day that can be chosen."""

    obtained_on = _day(_("受け取った日"), offers_today=True)
    source = _choice(_("どこから"), Supply.Source.choices, _("どこからかを選んでください。"))
    form = _choice(_("かたち"), Supply.Form.choices, _("かたちを選んでください。"))
    strength_text = _typed(_("1つの量・濃さ"), _("ラベルのとおりに。例: 1.5 mg、1 mg/mL"))
    quantity_text = _typed(_("受け取った数"), _("例: 28カプセル、30 mL"))
    lot = _typed(_("ロット番号"), _("ラベルに LOT や製造番号とあるもの"))
    expires_on = _day(
        _("使用期限"),
        latest=years_after(20),
        required=False,
        help_text=_("年と月だけのときは、その月の最後の日を選んでください。"),
    )

    refill_on = _day(
        _("次の手配をお知らせする日"),
        latest=years_after(3),
        required=False,
        help_text=_("ご自分で決めた日です。設定の「お知らせ」で「薬の手配」を使うと、届きます。"),
    )

    def __init__(self, *args, today: date, **kwargs) -> None:
        super().__init__(*args, today=today, **kwargs)
        self.fields["obtained_on"].widget.attrs["max"] = today.isoformat()

    def clean(self) -> dict:
        cleaned = super().clean()
        obtained_on, refill_on = cleaned.get("obtained_on"), cleaned.get("refill_on")
        if obtained_on and refill_on and refill_on <= obtained_on:
            self.add_error("refill_on", _("受け取った日より後の日を選んでください。"))
        return cleaned

    def words(self) -> SupplyWords:
        return SupplyWords(**self.cleaned_data)
