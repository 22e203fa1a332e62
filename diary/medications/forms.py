from django import forms
from django.utils.translation import gettext_lazy as _

from ldn_app.ui.day_field import DayField, FormWithDays, years_after, years_before
from ldn_app.ui.fields import TypedTextField

from .models import OpioidAnswer, OtherMedicine
from .opioids import opioid_question
from .services import MedicineWords

LONGEST_NAME = OtherMedicine._meta.get_field("name").max_length
LONGEST_NOTE = OtherMedicine._meta.get_field("note").max_length


def _day(label: str, help_text: str) -> DayField:
    return DayField(
        earliest=years_before(100),
        latest=years_after(5),
        label=label,
        help_text=help_text,
        required=False,
        error_messages={"invalid": _("日付を選びなおしてください。")},
    )


class MedicineForm(FormWithDays):
    """A medicine as the patient names it."""

    name = TypedTextField(
        label=_("薬の名前"),
        help_text=_("箱や袋に書いてあるとおりに書いてください。"),
        max_length=LONGEST_NAME,
        error_messages={
            "required": _("薬の名前を書いてください。"),
            "max_length": _("80文字までで書いてください。"),
        },
    )
    since_on = _day(_("いつから"), _("わからないときは、空けておいてください。"))
    until_on = _day(_("いつまで"), _("まだ使っているときは、空けておいてください。"))
    note = TypedTextField(
        label=_("メモ"),
        help_text=_("例: 1日2回、頭が痛いときだけ"),
        required=False,
        max_length=LONGEST_NOTE,
        error_messages={"max_length": _("200文字までで書いてください。")},
    )

    def words(self) -> MedicineWords:
        typed = self.cleaned_data
        return MedicineWords(**{**typed, "name": " ".join(typed["name"].split())})


class OpioidForm(forms.Form):
    """Nothing is chosen beforehand, not even the last answer."""

    answer = forms.ChoiceField(
        choices=OpioidAnswer.Answer.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("どれか1つを選んでください。"),
            "invalid_choice": _("どれか1つを選んでください。"),
        },
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        asked = opioid_question()
        self.fields["answer"].label = asked.question
        self.fields["answer"].help_text = asked.help
