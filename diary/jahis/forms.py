"""What the format asks for and the record does not hold."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ldn_app.ui.day_field import DayField, FormWithDays, years_after, years_before
from ldn_app.ui.fields import TypedTextField

from .characters import fitting, size
from .notebook import FEMALE, MALE, Person
from .records import FIELD_BYTES, PERSON

NAME_BYTES = FIELD_BYTES[PERSON][0]
EMPTY = ""
SEXES = [(FEMALE, _("女")), (MALE, _("男"))]


class ListPersonForm(FormWithDays):
    """For this list only: nothing of it is stored, and all of it may stay empty."""

    name = TypedTextField(label=_("お名前"), required=False)
    sex = forms.ChoiceField(
        label=_("性別"),
        required=False,
        choices=[(EMPTY, _("入れない")), *SEXES],
        widget=forms.Select,
        error_messages={"invalid_choice": _("どれか1つを選んでください。")},
    )
    born_on = DayField(
        earliest=years_before(130),
        latest=years_after(0),
        label=_("生年月日"),
        required=False,
        error_messages={"invalid": _("日付を選びなおしてください。")},
    )

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if size(fitting(name)) > NAME_BYTES:
            raise forms.ValidationError(_("20文字までで書いてください。"))
        return name

    def person(self) -> Person:
        return Person(**self.cleaned_data)
