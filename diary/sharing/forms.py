"""What a patient decides about a look, and what a visitor types."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from ldn_app.access.models import ShareCategory
from ldn_app.ui.day_field import Bound, DayField, FormWithDays, years_after
from ldn_app.ui.fields import TypedTextField

from .services import ShareTerms

TODAY_ONLY, A_WEEK, UNTIL = "today", "week", "until"
ENDS = [
    (TODAY_ONLY, _("きょうだけ(24時間)")),
    (A_WEEK, _("1週間")),
    (UNTIL, _("日をえらぶ(長くて12か月)")),
]
LATEST_30, LATEST_90, ALL_DAYS, FROM_DAY = "30", "90", "all", "from"
DAYS = [
    (LATEST_30, _("いちばん新しい30日")),
    (LATEST_90, _("いちばん新しい90日")),
    (ALL_DAYS, _("はじめから全部")),
    (FROM_DAY, _("ある日から後")),
]
PICK_ONE = {name: _("どれかをえらんでください。") for name in ("required", "invalid_choice")}


def _day_field(label: str, latest: Bound) -> DayField:
    return DayField(
        latest=latest,
        label=label,
        required=False,
        error_messages={"invalid": _("日付を選びなおしてください。")},
    )


class TermsForm(FormWithDays):
    """What is shown, of which days, until when. Nothing is ticked beforehand."""

    categories = forms.MultipleChoiceField(
        label=_("見せるもの"),
        choices=ShareCategory.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("診察では「計画」「服用の記録」「症状」を見せることが多いです。"),
        error_messages={
            "required": _("見せるものを1つ以上えらんでください。"),
            "invalid_choice": _("一覧からえらびなおしてください。"),
        },
    )
    days = forms.ChoiceField(
        label=_("いつの記録を見せますか"),
        choices=DAYS,
        widget=forms.RadioSelect,
        error_messages=PICK_ONE,
    )
    first_day = _day_field(_("「ある日から後」をえらんだときの、はじめの日"), latest=years_after(2))
    ends = forms.ChoiceField(
        label=_("いつまで見せますか"),
        choices=ENDS,
        widget=forms.RadioSelect,
        error_messages=PICK_ONE,
    )
    last_shown_on = _day_field(
        _("「日をえらぶ」をえらんだときの、終わりの日"), latest=years_after(2)
    )

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("days") == FROM_DAY and not cleaned.get("first_day"):
            self._ask("first_day", _("はじめの日をえらんでください。"))
        if cleaned.get("ends") == UNTIL and not cleaned.get("last_shown_on"):
            self._ask("last_shown_on", _("終わりの日をえらんでください。"))
        return cleaned

    def _ask(self, name: str, words: str) -> None:
        if name not in self.errors:
            self.add_error(name, words)

    def terms(self, *, now: datetime, zone: ZoneInfo) -> ShareTerms:
        """The decision; a day that was chosen counts to its end where the patient is."""
        chosen = self.cleaned_data
        days = chosen["days"]
        return ShareTerms(
            categories=tuple(chosen["categories"]),
            expires_at=self._expires_at(now, zone),
            first_day=chosen["first_day"] if days == FROM_DAY else None,
            rolling_days=int(days) if days in {LATEST_30, LATEST_90} else None,
        )

    def _expires_at(self, now: datetime, zone: ZoneInfo) -> datetime:
        ends = self.cleaned_data["ends"]
        if ends == UNTIL:
            return _end_of(self.cleaned_data["last_shown_on"], zone)
        return now + timedelta(days=1 if ends == TODAY_ONLY else 7)


def _end_of(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(0), tzinfo=zone)


class VisitorForm(forms.Form):
    """Who looks, and the six digits that the patient said. ``secret`` came with the QR."""

    secret = TypedTextField(required=False, max_length=100, widget=forms.HiddenInput)
    name = TypedTextField(
        label=_("お名前(医療機関名も書けます)"),
        max_length=80,
        help_text=_("患者さんが読む閲覧の履歴にのります。"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={
            "required": _("お名前を書いてください。患者さんに伝わります。"),
            "max_length": _("80文字までで書いてください。"),
        },
    )
    code = TypedTextField(
        label=_("6けたの番号"),
        max_length=20,
        help_text=_("患者さんの画面に出ています。声で聞いてください。"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("6けたの番号を入れてください。"),
            "max_length": _("6けたの番号を入れてください。"),
        },
    )
