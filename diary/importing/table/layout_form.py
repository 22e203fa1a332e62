"""Correcting how a table was read: encoding, delimiter, heading, long or wide."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..domain.encodings import ENCODINGS
from .layout import LONG, NO_HEADING, WIDE, Layout
from .parse import ParsedTable

DELIMITER_WORDS = {
    ",": gettext_lazy("コンマ( , )"),
    "\t": gettext_lazy("タブ"),
    ";": gettext_lazy("セミコロン( ; )"),
    "|": gettext_lazy("たて線( | )"),
}
# A tab does not come back from a browser's form as it was sent.
DELIMITER_KEYS = {"comma": ",", "tab": "\t", "semicolon": ";", "bar": "|"}
ENCODING_WORDS = {"Shift_JIS": "Shift_JIS(日本のExcelなど)", "UTF-8": "UTF-8", "UTF-16": "UTF-16"}
LONGEST_LINE_SHOWN = 40
CHOOSE = {
    "required": gettext_lazy("選んでください。"),
    "invalid_choice": gettext_lazy("選びなおしてください。"),
}


class LayoutForm(forms.Form):
    """How the file is read. Its initial values are how it was read."""

    encoding = forms.ChoiceField(
        label=gettext_lazy("文字の種類"),
        choices=[(one, ENCODING_WORDS.get(one, one)) for one in ENCODINGS],
        help_text=gettext_lazy("文字が読めない形になっているときに、かえてみてください。"),
        error_messages=CHOOSE,
    )
    delimiter = forms.ChoiceField(
        label=gettext_lazy("列の区切り"),
        choices=[(key, DELIMITER_WORDS[mark]) for key, mark in DELIMITER_KEYS.items()],
        error_messages=CHOOSE,
    )
    heading = forms.ChoiceField(label=gettext_lazy("列の名前がある行"), error_messages=CHOOSE)
    shape = forms.ChoiceField(
        label=gettext_lazy("表の形"),
        choices=[
            (WIDE, gettext_lazy("1日が1行(列ごとに、ちがう記録)")),
            (LONG, gettext_lazy("1つの記録が1行(名前の列と、値の列)")),
        ],
        error_messages=CHOOSE,
    )
    long_names = forms.ChoiceField(
        label=gettext_lazy("名前の列(1つの記録が1行のとき)"), required=False, error_messages=CHOOSE
    )
    long_values = forms.ChoiceField(
        label=gettext_lazy("値の列(1つの記録が1行のとき)"), required=False, error_messages=CHOOSE
    )

    def __init__(self, *args, table: ParsedTable, encoding: str, **kwargs) -> None:
        layout = table.layout
        is_long = table.names != table.wide_names
        kwargs["initial"] = {
            "encoding": encoding,
            "delimiter": next(k for k, mark in DELIMITER_KEYS.items() if mark == layout.delimiter),
            "heading": str(layout.heading),
            "shape": LONG if is_long else WIDE,
            "long_names": str(layout.names) if is_long else "",
            "long_values": str(layout.values) if is_long else "",
        }
        super().__init__(*args, **kwargs)
        self.fields["heading"].choices = [
            (str(NO_HEADING), _("ない(1行目から記録)")),
            *((str(line.number), _line_words(line)) for line in table.starts),
        ]
        places = [(str(place), name[:40]) for place, name in enumerate(table.wide_names)]
        for name in ("long_names", "long_values"):
            self.fields[name].choices = [("", _("選んでいません")), *places]

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("shape") == LONG:
            names, values = cleaned.get("long_names"), cleaned.get("long_values")
            if not names or not values or names == values:
                self.add_error("long_names", _("名前の列と、値の列を、ひとつずつ選んでください。"))
        return cleaned

    @property
    def choices(self) -> dict[str, str]:
        """What is kept beside the file."""
        chosen = {name: str(value) for name, value in self.cleaned_data.items()}
        chosen["delimiter"] = DELIMITER_KEYS[chosen["delimiter"]]
        if chosen["shape"] == WIDE:
            chosen["long_names"] = chosen["long_values"] = ""
        return chosen

    @property
    def layout(self) -> Layout:
        return Layout.of(self.choices)


def _line_words(line) -> str:
    words = "・".join(cell.strip() for cell in line.cells if cell.strip())
    shown = words[:LONGEST_LINE_SHOWN] + ("…" if len(words) > LONGEST_LINE_SHOWN else "")
    return _("%(number)d行目: %(words)s") % {"number": line.number, "words": shown}
