"""What the format asks for and the record does not hold."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from ldn_app.ui.fields import TypedTextField

from .characters import fitting, size
from .notebook import FEMALE, MALE, Person
from .records import PERSON, ROOM

NAME_ROOM = ROOM[PERSON][0]
FIRST_YEAR = 1868  # The first of the eras that the format knows.
EMPTY = ""
SEXES = [(FEMALE, _("女")), (MALE, _("男"))]


class PersonForm(forms.Form):
    """For this list only: nothing of it is stored, and all of it may stay empty."""

    name = TypedTextField(label=_("お名前"), required=False)
    sex = forms.ChoiceField(
        label=_("性別"),
        required=False,
        choices=[(EMPTY, _("入れない")), *SEXES],
        widget=forms.Select,
        error_messages={"invalid_choice": _("どれか1つを選んでください。")},
    )
    born_on = forms.DateField(
        label=_("生年月日"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("日付を選びなおしてください。")},
    )

    def __init__(self, *args, today: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if size(fitting(name)) > NAME_ROOM:
            raise forms.ValidationError(_("20文字までで書いてください。"))
        return name

    def clean_born_on(self) -> date | None:
        day = self.cleaned_data["born_on"]
        if day and not FIRST_YEAR <= day.year <= self.today.year:
            raise forms.ValidationError(_("日付を選びなおしてください。"))
        return day

    def person(self) -> Person:
        return Person(**self.cleaned_data)
