from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from ldn_app.ui.fields import TypedTextField

from ..domain.amounts import (
    AmountProblem,
    InvalidAmount,
    parse_amount_mg,
    plain,
    seems_mistyped,
    with_decimal_point,
)

SENTENCES = {
    AmountProblem.EMPTY: _("量を入力してください。例: 1.5"),
    AmountProblem.MILLILITRES: _("mL ではなく mg で入力してください。例: 1.5"),
    AmountProblem.MICROGRAMS: _("μg ではなく mg で入力してください。例: 0.5"),
    AmountProblem.NOT_A_NUMBER: _("量を数字で入力してください。例: 1.5"),
    AmountProblem.TOO_PRECISE: _("小数点の後ろは2けたまでで入力してください。例: 0.25"),
    AmountProblem.TOO_SMALL: _("0.1mg より少ない量は記録できません。小数点を確かめてください。"),
    AmountProblem.TOO_LARGE: _(
        "50mg より多い量は、このノートでは記録できません。"
        "このノートは低用量(10mg まで)の記録のためのものです。小数点を確かめてください。"
    ),
}


class AmountField(TypedTextField):
    """An amount in mg as the label or the doctor writes it; cleans to a Decimal or None."""

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        kwargs.setdefault("max_length", 30)
        kwargs.setdefault("error_messages", {}).setdefault(
            "required", SENTENCES[AmountProblem.EMPTY]
        )
        super().__init__(**kwargs)

    def clean(self, value: object) -> Decimal | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_amount_mg(text)
        except InvalidAmount as broken:
            raise forms.ValidationError(SENTENCES[broken.problem], code=broken.problem) from broken


class ConfirmsLargeAmounts(forms.Form):
    """A form with amounts: one above 10 mg is recorded only after an explicit confirmation.

    ``amounts_confirmed`` holds the amounts that were asked about, so that a confirmation never
    covers a number that was typed later.
    """

    amount_fields = ("amount_mg",)

    amounts_confirmed = TypedTextField(required=False, widget=forms.HiddenInput, max_length=200)

    def clean(self) -> dict:
        cleaned = super().clean()
        self.large_amounts = [
            amount
            for name in self.amount_fields
            if (amount := cleaned.get(name)) is not None and seems_mistyped(amount)
        ]
        asked = self.confirmation_token()
        if self.large_amounts and cleaned.get("amounts_confirmed") != asked:
            self.asks_about_amounts = True
            raise forms.ValidationError(self.question(), code="confirm_amount")
        return cleaned

    asks_about_amounts = False
    large_amounts: list[Decimal]

    def confirmation_token(self) -> str:
        """What the confirming button sends back: exactly the amounts that were asked about."""
        return "/".join(plain(amount) for amount in self.large_amounts)

    def question(self) -> str:
        """「45mg と入力されました。4.5mg ではありませんか。」"""
        sentences = [
            _("%(typed)smg と入力されました。%(meant)smg ではありませんか。")
            % {"typed": plain(amount), "meant": plain(with_decimal_point(amount))}
            for amount in self.large_amounts
        ]
        return " ".join(str(sentence) for sentence in sentences)
