"""The mapping page: what each column of a table is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django import forms
from django.utils.translation import gettext_lazy as _

from diary.symptoms.models import TrackedSymptom
from diary.symptoms.services.symptom_list import plain_name
from ldn_app.ui.dates import full_day_label
from ldn_app.ui.fields import TypedTextField

from ..domain.typed_days import DateOrder
from .layout import NO_HEADING
from .names import near, use_named
from .opening import Opened
from .parse import SAMPLES, reads_as_day
from .uses import SYMPTOM_PREFIX, WORDS, Use

LONGEST_NAME = 40
ORDERS = {
    DateOrder.YEAR: _("年/月/日"),
    DateOrder.MONTH: _("月/日/年"),
    DateOrder.DAY: _("日/月/年"),
}


@dataclass(frozen=True, slots=True)
class ColumnField:
    """A column on the mapping page, with its own fields. ``day``: its first date, in words;
    ``near``: a symptom of the patient's under a similar name."""

    name: str
    samples: tuple[str, ...]
    day: str
    near: str
    use: forms.BoundField
    new_name: forms.BoundField


class ColumnsForm(forms.Form):
    """For each column a choice and a name for a new symptom. Nothing is recorded by it."""

    order = forms.ChoiceField(
        label=_("日付の読み方"),
        choices=list(ORDERS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("日付の読み方を選んでください。")},
    )

    def __init__(
        self, *args, opened: Opened, symptoms: Sequence[TrackedSymptom], today: date, **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        self.table, self.symptoms, self.today = opened.table, symptoms, today
        table = opened.table
        uses = [(key, WORDS[key]) for key in Use if key is not Use.NEW]
        uses += [(f"{SYMPTOM_PREFIX}{one.pk}", one.name) for one in symptoms]
        uses.append((Use.NEW, WORDS[Use.NEW]))
        for place, name in enumerate(table.names):
            self.fields[f"use{place}"] = forms.ChoiceField(
                label=_("この列は"),
                choices=uses,
                initial=self._guess(place),
                error_messages={"required": _("何の列かを選んでください。")},
            )
            self.fields[f"name{place}"] = TypedTextField(
                label=_("新しい症状の名前"),
                required=False,
                max_length=LONGEST_NAME,
                initial=name[:LONGEST_NAME],
                error_messages={"max_length": _("40文字までで書いてください。")},
            )
        self._ask_for_order(*opened.orders)

    def _ask_for_order(self, possible: Sequence[DateOrder], asked: Sequence[DateOrder]) -> None:
        """Only where 03/04/2026 or 26/04/03 could be either."""
        if not asked:
            del self.fields["order"]
            return
        field = self.fields["order"]
        field.choices = [(order, ORDERS[order]) for order in asked]
        if len(possible) == 1 or DateOrder.YEAR in possible:
            field.initial = possible[0]

    def _guess(self, place: int) -> str:
        """What the name of a column says, compared word for word; otherwise nothing is chosen."""
        name = plain_name(self.table.names[place]).lower()
        for symptom in self.symptoms:
            if plain_name(symptom.name).lower() == name:
                return f"{SYMPTOM_PREFIX}{symptom.pk}"
        if (use := use_named(name)) is not None:
            return use
        first = next(self.table.column(place), "")
        has_no_names = self.table.layout.heading == NO_HEADING
        return Use.DAY if has_no_names and reads_as_day(first, self.today) else Use.IGNORE

    def _near(self, name: str) -> str:
        return near(name, [one.name for one in self.symptoms]) or ""

    @property
    def columns(self) -> Iterator[ColumnField]:
        for place, name in enumerate(self.table.names):
            texts = list(islice(self.table.column(place), SAMPLES))
            day = reads_as_day(texts[0], self.today) if texts else None
            yield ColumnField(
                name,
                tuple(text[:40] for text in texts),
                full_day_label(day) if day else "",
                self._near(name),
                self[f"use{place}"],
                self[f"name{place}"],
            )

    def clean(self) -> dict:
        cleaned = super().clean()
        places = range(len(self.table.names))
        uses = {place: cleaned.get(f"use{place}", "") for place in places}
        self._insist_on_each_once(uses, cleaned)
        used = [use for use in uses.values() if use and use != Use.IGNORE]
        if Use.DAY not in used:
            self.add_error(None, _("日付の列をひとつ選んでください。"))
        elif len(used) < 2:
            self.add_error(None, _("日付のほかに、取り込む列をひとつ以上選んでください。"))
        return cleaned

    def _insist_on_each_once(self, uses: Mapping[int, str], cleaned: dict) -> None:
        followed = {f"{SYMPTOM_PREFIX}{one.pk}": plain_name(one.name) for one in self.symptoms}
        seen: set[str] = {f"new {followed[use]}" for use in uses.values() if use in followed}
        for place, use in uses.items():
            if use == Use.NEW:
                use = f"new {plain_name(cleaned.get(f'name{place}', ''))}"
                if use == "new ":
                    self.add_error(f"name{place}", _("新しい症状の名前を書いてください。"))
            if use and use != Use.IGNORE and use in seen:
                self.add_error(
                    f"use{place}",
                    _("同じものを2つの列に選べません。どちらかを「取り込まない」にしてください。"),
                )
            seen.add(use)

    @property
    def choices(self) -> dict[str, str]:
        """What was chosen, to be kept beside the file."""
        return {name: str(value) for name, value in self.cleaned_data.items()}
