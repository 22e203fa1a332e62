"""One form for each decision of the settings page. Every form has exactly one field."""

from datetime import time

from django import forms
from django.utils.translation import gettext_lazy as _

from ldn_app.ui.fields import TypedTextField

from .models import Clinician, Patient
from .time_zones import time_zone_choices

HOURS = [(str(hour), _("午前%(hour)d時") % {"hour": hour}) for hour in range(12)]


class SettingForm(forms.Form):
    """A form over one field of a person's row, which has the same name; ``title`` names the
    decision."""

    title: str

    def __init__(self, data=None, *, person: Patient | Clinician) -> None:
        self.person = person
        super().__init__(data, initial=self.stored())

    @property
    def bound_field(self) -> forms.BoundField:
        """The one field, as the page shows it."""
        return next(iter(self))

    def stored(self) -> dict[str, object]:
        """What is set now, as the field shows it."""
        return {name: getattr(self.person, name) for name in self.base_fields}


def _pick(label: str, choices, **kwargs) -> forms.ChoiceField:
    errors = {name: _("どれかを選んでください。") for name in ("required", "invalid_choice")}
    return forms.TypedChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, error_messages=errors, **kwargs
    )


class NameForm(SettingForm):
    title = _("お名前または呼び名")
    display_name = TypedTextField(
        label=_("どうお呼びしますか"),
        required=False,
        max_length=40,
        help_text=_("本名でなくてかまいません。医師に見せる1枚にのります。空のままでも使えます。"),
        error_messages={"max_length": _("40文字までで書いてください。")},
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )


class ClinicianNameForm(SettingForm):
    title = _("お名前(患者さんが見る名前)")
    name = TypedTextField(
        label=_("あなたのお名前"),
        max_length=80,
        help_text=_("患者さんが読む履歴に、この名前がのります。前の履歴の名前は変わりません。"),
        error_messages={
            "required": _("お名前を書いてください。患者さんが読む履歴にのります。"),
            "max_length": _("80文字までで書いてください。"),
        },
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class TimeZoneForm(SettingForm):
    title = _("時間帯")
    time_zone = forms.ChoiceField(
        label=_("いま、どこにいますか"),
        help_text=_("国や町を選んでください。旅行中に変えても、すでに書いた記録は変わりません。"),
        error_messages={
            name: _("時間帯を一覧から選んでください。") for name in ("required", "invalid_choice")
        },
    )

    def __init__(self, data=None, *, person: Patient) -> None:
        super().__init__(data, person=person)
        self.fields["time_zone"].choices = time_zone_choices(person.time_zone)


class DayStartForm(SettingForm):
    title = _("1日の始まり")
    day_starts_at = forms.TypedChoiceField(
        label=_("何時からを新しい1日にしますか"),
        choices=HOURS,
        coerce=lambda hour: time(int(hour)),
        help_text=_(
            "午前4時にすると、23日の午前3時59分に飲んだ薬は、22日の夜の分になります。"
            "夜ふかしの方も、日付が変わるのを気にせずに記録できます。"
        ),
        error_messages={
            name: _("午前0時から午前11時のどれかを選んでください。")
            for name in ("required", "invalid_choice")
        },
    )

    def stored(self) -> dict[str, object]:
        return {"day_starts_at": str(self.person.day_starts_at.hour)}


class TextSizeForm(SettingForm):
    title = _("文字の大きさ")
    text_size = _pick(_("どちらが読みやすいですか"), Patient.TextSize.choices)


class FuriganaForm(SettingForm):
    title = _("ふりがな")
    furigana = _pick(
        _("漢字にふりがなをつけますか"),
        [("yes", _("つける")), ("no", _("つけない"))],
        coerce=lambda answer: answer == "yes",
        help_text=_("読みがなを用意したページで、漢字の上に出ます。用意したページはまだ少しです。"),
    )

    def stored(self) -> dict[str, object]:
        return {"furigana": "yes" if self.person.furigana else "no"}


class ThemeForm(SettingForm):
    title = _("画面の色")
    theme = _pick(_("どの色が見やすいですか"), Patient.Theme.choices)


class WeekStartForm(SettingForm):
    title = _("週の始まり")
    week_starts_on = _pick(
        _("カレンダーは何曜日からにしますか"), Patient.WeekStart.choices, coerce=int
    )


SETTINGS: dict[str, type[SettingForm]] = {
    "name": NameForm,
    "time-zone": TimeZoneForm,
    "day-start": DayStartForm,
    "text-size": TextSizeForm,
    "furigana": FuriganaForm,
    "theme": ThemeForm,
    "week-start": WeekStartForm,
}

CLINICIANS_SETTINGS: dict[str, type[SettingForm]] = {
    "name": ClinicianNameForm,
    "text-size": TextSizeForm,
    "theme": ThemeForm,
}
