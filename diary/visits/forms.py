from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _


class VisitForm(forms.Form):
    """The day of a visit. ``today``: the last day that can be chosen."""

    visited_on = forms.DateField(
        label=_("受診した日"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("受診した日を選んでください。"),
            "invalid": _("日付を選びなおしてください。"),
        },
    )

    def __init__(self, *args, today: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["visited_on"].widget.attrs["max"] = today.isoformat()
