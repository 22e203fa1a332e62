"""What the patient is shown before anything is written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db.models import Field, Model
from django.utils import timezone
from django.utils.translation import gettext as _

from diary.doses.domain.amounts import plain
from ldn_app.ui.dates import clock_label, day_label, full_day_label

from .compare import Comparison, ModelComparison
from .importable_models import RATING, SYMPTOM
from .problems import RowProblem
from .rows import IncomingRecord, IncomingRow, days_of

MOST_PROBLEMS = 20
MOST_EXAMPLES = 5
DAYS = ("dose_day", "day", "on_day", "collected_on", "answered_on", "obtained_on", "visited_on")


@dataclass(frozen=True, slots=True)
class Preview:
    """``facts``: (what, counts) in words. ``more_problems``: how many are not listed."""

    facts: tuple[tuple[str, str], ...]
    days: str
    new: int
    conflicts: int
    examples: tuple[str, ...]
    plans_collide: bool
    left_out: tuple[str, ...]
    problems: tuple[RowProblem, ...]
    more_problems: int
    mark: str
    separable: bool

    @property
    def bad(self) -> int:
        """How many rows have to stay out."""
        return len(self.problems) + self.more_problems

    @property
    def may_be_taken_in(self) -> bool:
        return bool(self.new or self.conflicts) and (self.separable or not self.problems)


def build_preview(record: IncomingRecord, comparison: Comparison) -> Preview:
    """The page for ``record``, compared as if the patient's own plan stayed."""
    problems = [*record.problems, *comparison.problems]
    return Preview(
        facts=tuple(
            (str(one.spec.words), _counts(one)) for one in comparison.by_model if one.total
        ),
        days=_days(record),
        new=comparison.new,
        conflicts=comparison.conflicts,
        examples=tuple(islice(_examples(record, comparison), MOST_EXAMPLES)),
        plans_collide=comparison.plans.collides,
        left_out=tuple(record.left_out),
        problems=tuple(problems[:MOST_PROBLEMS]),
        more_problems=max(0, len(problems) - MOST_PROBLEMS),
        mark=comparison.mark,
        separable=record.separable and not comparison.problems,
    )


def _counts(one: ModelComparison) -> str:
    counted = (
        (len(one.new), _("新しい %(count)d件")),
        (len(one.fills), _("書きたす %(count)d件")),
        (one.same, _("もうある %(count)d件")),
        (one.conflicts, _("ちがう %(count)d件")),
    )
    return "・".join(text % {"count": count} for count, text in counted if count)


def _days(record: IncomingRecord) -> str:
    days = days_of(record.rows)
    if not days:
        return ""
    words = {"first": full_day_label(min(days)), "last": full_day_label(max(days))}
    return _("%(first)sから%(last)sまで") % words


def _examples(record: IncomingRecord, comparison: Comparison) -> Iterator[str]:
    """Some of the answers that differ, side by side."""
    names = {row.number: row.said["name"] for row in record.rows.get(SYMPTOM, ())}
    for compared in comparison.by_model:
        for row, there in compared.clashes:
            what = names.get(row.parents.get("symptom_id")) if compared.spec.label == RATING else ""
            yield _example(compared, row, there, what or str(compared.spec.words))
        for row, _against in compared.against:
            text = _("%(day)s %(what)s: 「なし」と「あり」の両方があります")
            yield text % {"day": _day(row), "what": compared.spec.words}


def _example(compared: ModelComparison, row: IncomingRow, there: Model, what: str) -> str:
    columns = compared.spec.columns
    differing = [
        name
        for name in compared.spec.compared
        if name in row.said and row.said[name] != getattr(there, name)
    ]
    words = {
        "day": _day(row),
        "what": what,
        "mine": _joined(columns, differing, [getattr(there, name) for name in differing]),
        "theirs": _joined(columns, differing, [row.said[name] for name in differing]),
    }
    return _("%(day)s %(what)s: いまは %(mine)s、ファイルは %(theirs)s") % words


def _day(row: IncomingRow) -> str:
    return next((day_label(row.said[name]) for name in DAYS if row.said.get(name)), "")


def _joined(columns: dict[str, Field], names: Sequence[str], values: Sequence[Any]) -> str:
    return "・".join(
        in_words(columns[name], value) for name, value in zip(names, values, strict=True)
    )


def in_words(column: Field, value: Any) -> str:
    """A stored value as people read it."""
    if value is None or value == "":
        return _("なし")
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("はい") if value else _("いいえ")
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, datetime):
        return clock_label(timezone.localtime(value))
    if isinstance(value, time):
        return clock_label(value)
    return full_day_label(value) if isinstance(value, date) else str(value)
