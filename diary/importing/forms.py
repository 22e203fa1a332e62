"""Choosing a file, and saying what happens to answers that differ."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ldn_app.ui.fields import TypedTextField

ENDINGS = ".json,.zip,.csv,.txt,.tsv,application/json,application/zip,text/csv,text/plain"
MINE, FILE = "mine", "file"


class FileForm(forms.Form):
    """One file. What is in it is found out by looking into it, not by its name."""

    file = forms.FileField(
        label=_("ファイル"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
        error_messages={"required": _("ファイルを選んでから、押してください。")},
    )


class TakeInForm(forms.Form):
    """``mark``: what was shown. The choice is asked only where answers differ; the one that
    changes nothing is offered. ``without_bad`` is on the button, where lines have to stay out."""

    mark = TypedTextField(widget=forms.HiddenInput)
    differing = forms.ChoiceField(
        label=_("答えがちがう日は、どちらにしますか"),
        choices=[(MINE, _("いまの記録を残す")), (FILE, _("ファイルの記録にする"))],
        initial=MINE,
        widget=forms.RadioSelect,
        error_messages={"required": _("どちらかを選んでください。")},
    )

    without_bad = forms.ChoiceField(choices=[("yes", "yes")], widget=forms.HiddenInput)

    def __init__(self, *args, asks: bool, bad: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not asks:
            del self.fields["differing"]
        if not bad:
            del self.fields["without_bad"]

    @property
    def leaves_bad_out(self) -> bool:
        return "without_bad" in self.cleaned_data

    @property
    def keeps_mine(self) -> bool:
        return self.cleaned_data.get("differing", MINE) == MINE
