"""A time of day as people type it: 22:30, ２２：３０, 22時30分, 午後10時半, 2230."""

import re
from datetime import time

from django import forms
from django.utils.translation import gettext_lazy as _

from .typed_text import half_width

_CLOCK = re.compile(r"(?P<half>午前|午後)?(?P<hour>\d{1,2})(?:[::時](?P<minute>\d{1,2}|半)?分?)?")


def plain_clock(text: str) -> str:
    """``text`` as HH:MM where it is a time of day, otherwise unchanged."""
    typed = half_width(text).replace(" ", "")
    if re.fullmatch(r"\d{3,4}", typed):
        typed = f"{typed[:-2]}:{typed[-2:]}"
    match = _CLOCK.fullmatch(typed)
    if match is None:
        return typed
    minute = match["minute"] or "0"
    minute = "30" if minute == "半" else minute
    hour = int(match["hour"])
    if match["half"] == "午後" and hour < 12:
        hour += 12
    elif match["half"] == "午前" and hour == 12:
        hour = 0
    return f"{hour:02d}:{int(minute):02d}"


class ClockField(forms.TimeField):
    """A time of day from the phone's own picker, or typed in any of the usual ways."""

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault(
            "widget", forms.TimeInput(format="%H:%M", attrs={"type": "time", "step": "60"})
        )
        kwargs.setdefault("error_messages", {}).setdefault(
            "invalid", _("時刻を 22:30 のように入力してください。")
        )
        super().__init__(**kwargs)

    def to_python(self, value: object) -> time | None:
        return super().to_python(plain_clock(value) if isinstance(value, str) else value)
