"""A calendar day that a person types, between bounds that are plausible for what it means."""

from collections.abc import Callable
from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .dates import full_day_label

# No form takes a day outside of these. Rows from before, and our own files with such rows, may
# name one: every page and file opens with it.
EARLIEST_DAY, LATEST_DAY = date(1900, 1, 1), date(2100, 12, 31)
FIRST_LDN_DAY = date(1985, 1, 1)  # Nobody took naltrexone in a low dose before.

Bound = date | Callable[[date], date]


def years_before(years: int) -> Callable[[date], date]:
    """The bound of about ``years`` before today, never before EARLIEST_DAY."""
    return lambda today: max(EARLIEST_DAY, today - timedelta(days=366 * years))


def years_after(years: int) -> Callable[[date], date]:
    """The bound of about ``years`` after today, never after LATEST_DAY."""
    return lambda today: min(LATEST_DAY, today + timedelta(days=366 * years))


class DayField(forms.DateField):
    """A day from the phone's own picker, from ``earliest`` to ``latest``, both included.

    A bound is a day, or a function of today, which a FormWithDays knows; alone, such a bound is as
    wide as any. What lies outside is refused with a sentence that names both bounds.
    ``offers_today``: an empty form shows today, where that is what people mean.
    """

    def __init__(
        self,
        *,
        earliest: Bound = FIRST_LDN_DAY,
        latest: Bound = LATEST_DAY,
        offers_today: bool = False,
        **kwargs,
    ) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日"])
        messages = kwargs.setdefault("error_messages", {})
        messages.setdefault("required", _("日付を選んでください。"))
        messages.setdefault("invalid", _("日付を 2026-11-22 のように入力してください。"))
        self.bounds, self.offers_today = (earliest, latest), offers_today
        self.earliest = earliest if isinstance(earliest, date) else EARLIEST_DAY
        self.latest = latest if isinstance(latest, date) else LATEST_DAY
        super().__init__(**kwargs)

    def bound_to(self, day: date) -> None:
        """Work the bounds out for ``day`` as today, and tell the phone's picker."""
        self.earliest, self.latest = (
            bound if isinstance(bound, date) else bound(day) for bound in self.bounds
        )
        self.widget.attrs |= {"min": self.earliest.isoformat(), "max": self.latest.isoformat()}

    def clean(self, value: object) -> date | None:
        day = super().clean(value)
        if day is not None and not self.earliest <= day <= self.latest:
            words = {
                "earliest": full_day_label(self.earliest),
                "latest": full_day_label(self.latest),
            }
            raise forms.ValidationError(
                gettext(
                    "日付の年を確かめてください。%(earliest)sから%(latest)sまでの日を選んでください。"
                )
                % words
            )
        return day


class FormWithDays(forms.Form):
    """A form whose DayFields are bound to ``today``, as the owner of the record calls it."""

    def __init__(self, *args, today: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.bound_days()

    def bound_days(self) -> None:
        """Once more for a form that adds fields of its own."""
        for name, field in self.fields.items():
            if isinstance(field, DayField):
                field.bound_to(self.today)
                if field.offers_today:
                    self.initial.setdefault(name, self.today)
