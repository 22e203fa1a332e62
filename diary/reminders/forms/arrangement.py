from dataclasses import replace
from datetime import time

from django import forms
from django.utils.translation import gettext_lazy as _

from ldn_app.ui.clock_field import ClockField
from ldn_app.ui.day_field import DayField, FormWithDays, years_after
from ldn_app.ui.fields import TypedTextField

from ..domain.days import WEEKDAY_KEYS, days_as_bits
from ..domain.own_text import tells_too_much
from ..domain.planning import EVERY_DAY
from ..models import ReminderSchedule
from ..neutral_texts import EVENING_BEGINS
from ..services.scheduling import Arrangement

WEEKDAYS = list(
    zip(
        WEEKDAY_KEYS,
        (_("月"), _("火"), _("水"), _("木"), _("金"), _("土"), _("日")),
        strict=True,
    )
)


USUAL_FOR_A_VISIT = {"before": time(19), "same": time(7, 30)}
DAY_BEGINS, NOON = 4, 12
WAYS = [("email", _("メール")), ("push", _("端末への通知"))]


class KindForm(forms.Form):
    """One kind of reminder: on or off, when, over what."""

    enabled = forms.TypedChoiceField(
        label=_("このお知らせ"),
        choices=[("on", _("使う")), ("off", _("使わない"))],
        coerce=lambda word: word == "on",
        widget=forms.RadioSelect,
        error_messages={"required": _("使うか、使わないかを選んでください。")},
    )
    local_time = ClockField(
        label=_("時刻"), error_messages={"required": _("時刻を 22:00 のように入力してください。")}
    )
    days = forms.MultipleChoiceField(
        label=_("曜日"),
        choices=WEEKDAYS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("曜日を1つ以上選んでください。")},
    )
    ways = forms.MultipleChoiceField(
        label=_("届け方"),
        choices=[*WAYS, ("calendar", _("カレンダー"))],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("届け方を1つ以上選んでください。")},
    )

    def arrangement(self) -> Arrangement:
        """What was chosen, once the form is valid."""
        chosen = self.cleaned_data
        return Arrangement(
            enabled=chosen["enabled"],
            local_time=chosen["local_time"],
            days=days_as_bits(chosen["days"]) if "days" in chosen else EVERY_DAY,
            by_email="email" in chosen["ways"],
            by_push="push" in chosen["ways"],
            by_calendar="calendar" in chosen["ways"],
        )


class StillOpenForm(KindForm):
    """Asked again while the night has no answer; the time follows the dose's reminder."""

    local_time = days = None
    after_minutes = forms.TypedChoiceField(
        label=_("どのくらい後に"),
        choices=ReminderSchedule.AfterMinutes.choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("何分後かを選んでください。")},
    )
    at_most = forms.TypedChoiceField(
        label=_("いちばん多くて"),
        choices=[(count, _("%(count)d回") % {"count": count}) for count in (1, 2, 3)],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("回数を選んでください。")},
    )
    field_order = ["enabled", "after_minutes", "at_most", "ways"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ways"].choices = WAYS  # a calendar does not know what was answered

    def arrangement(self) -> Arrangement:
        chosen = self.cleaned_data
        return Arrangement(
            enabled=chosen["enabled"],
            local_time=ReminderSchedule._meta.get_field("local_time").default,
            days=ReminderSchedule._meta.get_field("days").default,
            by_email="email" in chosen["ways"],
            by_push="push" in chosen["ways"],
            after_minutes=chosen["after_minutes"],
            at_most=chosen["at_most"],
        )


class AppointmentKindForm(KindForm):
    """The evening before a visit, or its morning. Times are bound to those two, so that the
    message may say 「明日」 or 「今日」."""

    days = None
    when = forms.ChoiceField(
        label=_("いつ"),
        choices=[("before", _("前の日の夜")), ("same", _("当日の朝"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("前の日の夜か、当日の朝かを選んでください。")},
    )
    local_time = ClockField(
        label=_("時刻"),
        required=False,
        help_text=_("空のままなら、前の日は午後7時、当日は午前7時30分です。"),
    )
    field_order = ["enabled", "when", "local_time", "ways"]

    def clean(self) -> dict:
        cleaned = super().clean()
        when = cleaned.get("when")
        at = cleaned["local_time"] = cleaned.get("local_time") or USUAL_FOR_A_VISIT.get(when)
        if when == "before" and at.hour < EVENING_BEGINS:
            self.add_error("local_time", _("前の日は、午後4時からの時刻にしてください。"))
        if when == "same" and not DAY_BEGINS <= at.hour < NOON:
            self.add_error("local_time", _("当日は、午前4時から正午までの時刻にしてください。"))
        return cleaned

    def arrangement(self) -> Arrangement:
        before = self.cleaned_data["when"] == "before"
        return replace(super().arrangement(), day_before=before)


class RefillKindForm(KindForm):
    """On the day that the patient wrote down with what was obtained."""

    days = None

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        told = _("「薬の入手」の「次の手配をお知らせする日」に書いた日に届きます。")
        self.fields["enabled"].help_text = told


class RestForm(FormWithDays):
    """What holds for all reminders."""

    quiet_from = ClockField(label=_("静かにする時間の始まり"), required=False)
    quiet_until = ClockField(label=_("静かにする時間の終わり"), required=False)
    paused_until = DayField(
        latest=years_after(3),
        label=_("この日まで、すべて休む"),
        required=False,
        error_messages={"invalid": _("日付を 2026-11-22 のように入力してください。")},
    )
    own_text = TypedTextField(
        label=_("お知らせのことば"),
        required=False,
        max_length=60,
        help_text=_("空のままなら「今夜の記録の時間です」と届きます。"),
        error_messages={"max_length": _("60文字までで入力してください。")},
    )
    telling_is_fine = forms.BooleanField(
        label=_("このことばのままで使う"), required=False, widget=forms.HiddenInput
    )

    def clean(self) -> dict:
        cleaned = super().clean()
        ends = (cleaned.get("quiet_from"), cleaned.get("quiet_until"))
        if not self.errors and (ends[0] is None) != (ends[1] is None):
            self.add_error("quiet_until", _("始まりと終わりの両方を入力してください。"))
        if tells_too_much(cleaned.get("own_text", "")) and not cleaned.get("telling_is_fine"):
            self.fields["telling_is_fine"].widget = forms.CheckboxInput()
            self.add_error(
                "own_text",
                _(
                    "お薬のことが分かることばが入っています。まわりの人の目にも入ります。"
                    "このまま使うときは、下にしるしを付けて保存してください。"
                ),
            )
        return cleaned
