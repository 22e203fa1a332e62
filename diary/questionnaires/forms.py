"""Entering scores: one date, the version, one number for each scale."""

from datetime import date
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from ldn_app.ui.day_field import DayField, FormWithDays, years_before
from ldn_app.ui.fields import TypedDecimalField, TypedTextField

from .domain.instruments import Instrument, Scale
from .domain.numbers import plain
from .domain.sheet import OWN, Score, ScoreSheet, sheet_of
from .models import LONGEST_NAME, LONGEST_VERSION, Response

FURTHEST = Decimal(99999)
NUMBER = _("数字で書いてください。例: 12、52.1")


def day_field() -> DayField:
    return DayField(
        earliest=years_before(100),
        offers_today=True,
        label=_("答えた日"),
        error_messages={
            "required": _("答えた日を選んでください。"),
            "invalid": _("日付を選びなおしてください。"),
        },
    )


def _number(
    label: str, *, required: bool = False, help_text: str = "", lowest: Decimal | None = None
) -> TypedDecimalField:
    """``lowest``: of the scale, None where the paper knows it; a number pad has no minus."""
    keys = "decimal" if lowest is not None and lowest >= 0 else "text"
    return TypedDecimalField(
        label=label,
        required=required,
        help_text=help_text,
        max_digits=8,
        decimal_places=3,
        min_value=-FURTHEST,
        max_value=FURTHEST,
        widget=forms.TextInput(attrs={"inputmode": keys, "autocomplete": "off"}),
        error_messages=dict.fromkeys(
            ("invalid", "max_digits", "max_whole_digits", "max_decimal_places"), NUMBER
        )
        | {"required": _("点数を書いてください。")},
    )


def _range_of(scale: Scale) -> str:
    return _("%(low)sから%(high)sまで") % {"low": plain(scale.low), "high": plain(scale.high)}


def complaint_about(value: Decimal | None, scale: Scale) -> str:
    """What is wrong with ``value`` on ``scale``; empty when nothing is."""
    if value is None or scale.allows(value):
        return ""
    words = {"low": plain(scale.low), "high": plain(scale.high)}
    if scale.step == 1:
        return _("%(low)sから%(high)sまでの、ちょうどの数で書いてください。") % words
    return _("%(low)sから%(high)sまでの数で書いてください。") % words


class DatedForm(FormWithDays):
    """``today``: the last day that can be chosen."""

    answered_on = day_field()

    def __init__(self, *args, today: date, **kwargs) -> None:
        super().__init__(*args, today=today, **kwargs)
        self.fields["answered_on"].widget.attrs["max"] = today.isoformat()


class ScoreForm(DatedForm):
    """Scores of one of our instruments. At least one; a scale left empty is not recorded."""

    def __init__(self, *args, instrument: Instrument, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.instrument = instrument
        if len(instrument.versions) > 1:
            self.fields["version"] = forms.ChoiceField(
                label=_("版"),
                choices=[(version, version) for version in instrument.versions],
                widget=forms.RadioSelect,
                error_messages={"required": _("版を選んでください。")},
            )
        for scale in instrument.scales:
            help_text = _range_of(scale) if instrument.range_is_published else ""
            self.fields[scale.key] = _number(scale.name, help_text=help_text, lowest=scale.low)

    def clean(self) -> dict:
        cleaned = super().clean()
        for scale in self.instrument.scales:
            if sentence := complaint_about(cleaned.get(scale.key), scale):
                self.add_error(scale.key, sentence)
        if not self.errors and not self._values():
            raise forms.ValidationError(_("点数を1つ以上書いてください。"))
        return cleaned

    def sheet(self) -> ScoreSheet:
        version = self.cleaned_data.get("version", self.instrument.versions[0])
        day = self.cleaned_data["answered_on"]
        return sheet_of(self.instrument, answered_on=day, version=version, values=self._values())

    def _values(self) -> dict[str, Decimal]:
        keys = (scale.key for scale in self.instrument.scales)
        typed = ((key, self.cleaned_data.get(key)) for key in keys)
        return {key: value for key, value in typed if value is not None}


class OwnScoreForm(DatedForm):
    """A score of an instrument that the patient names, with its range where the paper says it."""

    name = TypedTextField(
        label=_("質問票の名前"),
        max_length=LONGEST_NAME,
        error_messages={
            "required": _("質問票の名前を書いてください。"),
            "max_length": _("60文字までで書いてください。"),
        },
    )
    version = TypedTextField(
        label=_("版"),
        required=False,
        max_length=LONGEST_VERSION,
        error_messages={"max_length": _("40文字までで書いてください。")},
    )
    direction = forms.ChoiceField(
        label=_("点数の向き"),
        choices=Response.Direction.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("点数の向きを選んでください。")},
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = _number(_("点数"), required=True)
        self.fields["low"] = _number(_("いちばん低い点数"), help_text=_("紙に書いてあれば"))
        self.fields["high"] = _number(_("いちばん高い点数"), help_text=_("紙に書いてあれば"))

    def clean(self) -> dict:
        cleaned = super().clean()
        value, low, high = (cleaned.get(field) for field in ("value", "low", "high"))
        if low is not None and high is not None and low >= high:
            self.add_error("high", _("いちばん低い点数より、大きい数を書いてください。"))
        elif value is not None and (
            (low is not None and value < low) or (high is not None and value > high)
        ):
            self.add_error("value", _("いちばん低い点数と高い点数のあいだの数を書いてください。"))
        return cleaned

    def sheet(self) -> ScoreSheet:
        typed = self.cleaned_data
        score = Score("total", "", typed["value"], typed["low"], typed["high"])
        name = " ".join(typed["name"].split())
        return ScoreSheet(
            typed["answered_on"], OWN, name, typed["version"], typed["direction"], (score,)
        )


class ScoreCorrectionForm(DatedForm):
    """One score put right. ``scale`` None: of an instrument that the patient named."""

    def __init__(self, *args, response: Response, scale: Scale | None, **kwargs) -> None:
        initial = {"answered_on": response.answered_on, "value": plain(response.value)}
        super().__init__(*args, initial=initial, **kwargs)
        self.response, self.scale = response, scale
        help_text = _range_of(scale) if scale and response.low is not None else ""
        self.fields["value"] = _number(
            _("点数"), required=True, help_text=help_text, lowest=response.low
        )

    def clean_value(self) -> Decimal:
        value = self.cleaned_data["value"]
        sentence = complaint_about(value, self.scale) if self.scale else self._outside(value)
        if sentence:
            raise forms.ValidationError(sentence)
        return value

    def _outside(self, value: Decimal) -> str:
        low, high = self.response.low, self.response.high
        if (low is not None and value < low) or (high is not None and value > high):
            return _("記録してある範囲の中の数を書いてください。")
        return ""
