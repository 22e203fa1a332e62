from collections.abc import Mapping
from uuid import UUID, uuid4

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from ldn_app.ui.fields import TypedTextField

from .models import LONGEST


class CommentForm(forms.Form):
    """A few words, and the id that makes a doubled tap one comment.

    The browser is told no limit: it would cut what is pasted without a word.
    """

    form_id = TypedTextField(widget=forms.HiddenInput, required=False)
    text = TypedTextField(
        label=_("ひとこと(1000文字まで)"),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("ひとことを書いてから、押してください。")},
        validators=[
            MaxLengthValidator(
                LONGEST,
                _("%(limit_value)d文字までで書いてください。いまは%(show_value)d文字です。"),
            )
        ],
    )

    def clean_form_id(self) -> UUID:
        try:
            return UUID(self.cleaned_data["form_id"])
        except ValueError:
            return uuid4()


def empty_form() -> CommentForm:
    return CommentForm(initial={"form_id": uuid4()})


def form_again(posted: Mapping[str, str], *, problem: str) -> CommentForm:
    """What was typed, under a new id and with ``problem`` beside it."""
    form = CommentForm({"text": posted.get("text", ""), "form_id": str(uuid4())})
    form.add_error("text", problem)
    return form
