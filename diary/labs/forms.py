"""A whole slip on one page: one date and a small form for each line."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import takewhile

from django import forms
from django.utils.translation import gettext_lazy as _

from ldn_app.ui.day_field import DayField, FormWithDays, years_before
from ldn_app.ui.fields import HalfWidthTextField

from .domain.items import LabItem, item_named, lab_items
from .domain.line import LabLine, Terms, lab_line, limit
from .domain.reading import Unreadable, plain
from .models import LONGEST_LIMIT, LONGEST_NAME, LONGEST_UNIT, LONGEST_VALUE

OWN_ROWS = 3  # free rows under the patient's own items
MOST_OWN_ROWS = 30


def _too_long(length: int) -> dict[str, str]:
    return {"max_length": _("%(length)d文字までで書いてください。") % {"length": length}}


def _typed(label: str, length: int) -> HalfWidthTextField:
    """Copied as the slip has it: 「<0.3」 and 「45 H」 need more than a number pad."""
    widget = forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"})
    return HalfWidthTextField(
        label=label,
        required=False,
        max_length=length,
        error_messages=_too_long(length),
        widget=widget,
    )


def day_field() -> DayField:
    return DayField(
        earliest=years_before(100),
        label=_("検査を受けた日"),
        error_messages={
            "required": _("検査を受けた日を選んでください。"),
            "invalid": _("日付を選びなおしてください。"),
        },
    )


class LineForm(forms.Form):
    """One line of a slip. ``item``: of our list; ``own_name``: the patient's own item of before.

    Neither: a free row, which asks for the name. ``terms`` fill unit and limits, never the value.
    """

    name = _typed(_("検査の名前"), LONGEST_NAME)
    value = _typed(_("結果"), LONGEST_VALUE)
    unit = _typed(_("単位"), LONGEST_UNIT)
    low_text = _typed(_("範囲の下"), LONGEST_LIMIT)
    high_text = _typed(_("範囲の上"), LONGEST_LIMIT)

    def __init__(
        self,
        *args,
        item: LabItem | None = None,
        own_name: str = "",
        terms: Terms | None = None,
        **kwargs,
    ) -> None:
        self.item, self.terms = item, terms
        self.title = item.words if item else own_name
        kwargs.setdefault("initial", _offered(item, own_name, terms))
        super().__init__(*args, **kwargs)
        if item is not None:
            del self.fields["name"]
        elif own_name:
            self.fields["name"].widget = forms.HiddenInput()

    @property
    def is_open(self) -> bool:
        """Whether unit and limits have to be seen: a complaint about them, or nothing offered."""
        return any(field in self.errors for field in ("unit", "low_text", "high_text"))

    @property
    def line(self) -> LabLine | None:
        """What was typed; None for a row that was left empty."""
        return self.cleaned_data.get("line")

    def clean(self) -> dict:
        cleaned = super().clean()
        name = self.item.words if self.item else plain(cleaned.get("name", ""))
        typed = plain(cleaned.get("value", ""))
        if not typed:
            if name and not self.title and "value" not in self.errors:
                self.add_error("value", _("結果を書いてください。"))
            return cleaned
        if not name:
            self.add_error("name", _("検査の名前を書いてください。"))
        self._read(cleaned, name, typed)
        return cleaned

    def _read(self, cleaned: dict, name: str, typed: str) -> None:
        for field in ("low_text", "high_text"):
            try:
                limit(cleaned.get(field, ""))
            except Unreadable:
                self.add_error(field, _("範囲は数字で書いてください。例: 13、0.30以下"))
        if self.errors:
            return
        values = {field: cleaned[field] for field in ("unit", "low_text", "high_text")}
        try:
            cleaned["line"] = lab_line(name=name, value_text=typed, **values)
        except Unreadable:
            self.add_error("value", _("結果を数字で書いてください。例: 32、0.05、<0.3"))


def _offered(item: LabItem | None, own_name: str, terms: Terms | None) -> dict[str, str]:
    terms = terms or Terms(unit=item.unit if item else "")
    return {
        "name": own_name,
        "unit": terms.unit,
        "low_text": terms.low_text,
        "high_text": terms.high_text,
    }


class DayForm(FormWithDays):
    """The date of a slip. ``today``: the last day that can be chosen."""

    collected_on = day_field()

    def __init__(self, *args, today: date, **kwargs) -> None:
        super().__init__(*args, today=today, **kwargs)
        self.fields["collected_on"].widget.attrs["max"] = today.isoformat()


class SlipForm:
    """The date, the items of our list, the patient's own items of before, and free rows.

    ``known``: terms of the last result by item name, the newest first.
    """

    def __init__(self, data: Mapping | None, *, today: date, known: Mapping[str, Terms]) -> None:
        self.is_bound = data is not None
        self.day = DayForm(data, today=today)
        self.listed = [
            LineForm(data, prefix=item.key, item=item, terms=known.get(item.words))
            for item in lab_items().values()
        ]
        names = [name for name in known if item_named(name) is None][: MOST_OWN_ROWS - OWN_ROWS]
        if data is not None:
            names = _names_that_were_shown(data)
        self.own = [
            LineForm(data, prefix=f"own{number}", own_name=name, terms=known.get(name))
            for number, name in enumerate(names)
        ]
        self.free = [LineForm(data, prefix=f"free{number}") for number in range(OWN_ROWS)]
        self.error = ""

    @property
    def rows(self) -> Sequence[LineForm]:
        return (*self.listed, *self.own, *self.free)

    @property
    def lines(self) -> list[LabLine]:
        return [row.line for row in self.rows if row.line is not None]

    def is_valid(self) -> bool:
        if not self.is_bound:
            return False
        broken = [form for form in (self.day, *self.rows) if not form.is_valid()]
        if not broken and not self.lines:
            self.error = _("結果を1つ以上書いてください。")
        return not broken and bool(self.lines)

    def complain(self, item_name: str, sentence: str) -> None:
        """Put a broken rule beside the last row that is about ``item_name``."""
        for row in reversed(self.rows):
            if row.line is not None and row.line.item_name == item_name:
                row.add_error("value", sentence)
                return


def _names_that_were_shown(data: Mapping) -> list[str]:
    """The own items whose rows come back with a post."""
    typed = (data.get(f"own{number}-name", "") for number in range(MOST_OWN_ROWS))
    return [plain(name)[:LONGEST_NAME] for name in takewhile(bool, typed)]
