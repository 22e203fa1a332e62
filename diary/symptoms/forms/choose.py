"""Which symptoms to follow: from the starter library, or in one's own words."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ldn_app.ui.fields import HalfWidthTextField, TypedTextField

from ..domain.library import LibrarySymptom, library_symptoms
from ..models import TrackedSymptom

LONGEST_NAME = TrackedSymptom._meta.get_field("name").max_length
LONGEST_ANCHOR = TrackedSymptom._meta.get_field("anchor").max_length


class ChooseForm(forms.Form):
    symptom = forms.MultipleChoiceField(
        required=False, error_messages={"invalid_choice": _("一覧から選びなおしてください。")}
    )
    name = HalfWidthTextField(
        label=_("症状の名前"),
        required=False,
        max_length=LONGEST_NAME,
        error_messages={"max_length": _("40文字までで書いてください。")},
    )
    anchor = TypedTextField(
        label=_("10のめやす"),
        help_text=_("例: 一日じゅう起き上がれない"),
        required=False,
        max_length=LONGEST_ANCHOR,
        error_messages={"max_length": _("100文字までで書いてください。")},
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        library = library_symptoms().values()
        self.fields["symptom"].choices = [(one.key, one.words) for one in library]

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.errors and not cleaned["symptom"] and not cleaned["name"]:
            sentence = _("一覧から選ぶか、症状の名前を書いてください。")
            raise forms.ValidationError(sentence)
        if cleaned.get("anchor") and not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", _("症状の名前を書いてください。"))
        return cleaned

    def chosen(self) -> list[LibrarySymptom]:
        """What was ticked in the library, in the order of the library."""
        return [library_symptoms()[key] for key in self.cleaned_data["symptom"]]
