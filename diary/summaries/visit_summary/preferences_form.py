"""The form for the period of the sheet and for what follows its first page."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from ldn_app.ui.day_field import DayField, FormWithDays

from ..domain.period import DEFAULT, FREE, SINCE_VISIT, PeriodRequest
from ..domain.visit_summary import AppendixSection, known_sections
from .preferences import SheetPreferences

PERIODS = [
    (SINCE_VISIT, _("前回の受診から今日まで")),
    ("30", _("今日までの30日")),
    ("90", _("今日までの90日")),
    ("180", _("今日までの180日")),
    (FREE, _("日を選ぶ")),
]
SECTIONS = {
    AppendixSection.TIMELINE: _("できごと(計画・お休み・受診・検査)"),
    AppendixSection.DAYS: _("毎日の記録の表"),
    AppendixSection.SYMPTOMS: _("症状すべて"),
    AppendixSection.CHANGES: _("計画を変えた日の前と後"),
    AppendixSection.NOTES: _("先生に伝えたいことの全文(1ページ目に入りきらないとき)"),
    AppendixSection.OTHER_NOTES: _("そのほかのメモ(「先生に伝える」の印がないもの)"),
    AppendixSection.QUESTIONNAIRES: _("質問票の点数"),
    AppendixSection.LABS: _("検査の値すべて"),
    AppendixSection.SUPPLY: _("薬の入手"),
}


class PreferencesForm(FormWithDays):
    """What the sheet has and which days it covers. ``today``: the last day to be chosen."""

    period = forms.ChoiceField(
        label=_("まとめる期間"),
        choices=PERIODS,
        widget=forms.RadioSelect,
        error_messages={"required": _("期間を選んでください。")},
    )
    first_day = DayField(
        label=_("始まりの日"),
        required=False,
        error_messages={"invalid": _("日付を選びなおしてください。")},
    )
    last_day = DayField(
        label=_("終わりの日"),
        required=False,
        error_messages={"invalid": _("日付を選びなおしてください。")},
    )
    sections = forms.MultipleChoiceField(
        label=_("2ページ目からに入れるもの"),
        choices=[(section.value, words) for section, words in SECTIONS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("選ばなかったものは、あったことも紙に出ません。"),
    )

    def __init__(self, *args, today: date, chosen: SheetPreferences, **kwargs) -> None:
        asked = chosen.asked
        kwargs["initial"] = {
            "period": asked.choice or DEFAULT,
            "first_day": asked.first,
            "last_day": asked.last,
            "sections": [section.value for section in chosen.sections],
        }
        super().__init__(*args, today=today, **kwargs)
        for name in ("first_day", "last_day"):
            self.fields[name].widget.attrs["max"] = today.isoformat()

    def clean(self) -> dict:
        cleaned = super().clean()
        if self.errors or cleaned.get("period") != FREE:
            return cleaned
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first is None:
            self.add_error("first_day", _("始まりの日を選んでください。"))
        if last is None:
            self.add_error("last_day", _("終わりの日を選んでください。"))
        if first and last and last < first:
            self.add_error("last_day", _("終わりの日は、始まりの日と同じか後の日にしてください。"))
        return cleaned

    def chosen(self) -> SheetPreferences:
        """What was chosen, once the form is valid."""
        told = self.cleaned_data
        asked = PeriodRequest(told["period"], told["first_day"], told["last_day"])
        return SheetPreferences(asked, known_sections(told["sections"]))
