"""Rows as they come in, whatever file they come from, each checked for itself."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django.utils.translation import gettext as _

from diary.symptoms.domain.answer_time import EARLIEST_DAY

from .constraints import broken_rules
from .importable_models import NOT_TAKEN_IN, ImportSpec, import_specs
from .own_file import OwnFile
from .problems import ColumnsMissing, RowProblem
from .values import UnreadableValue, read_cell, read_value

# Columns that name a day which must not be in the future.
DAYS_GONE = ("dose_day", "day")


@dataclass(eq=False, slots=True)
class IncomingRow:
    """One row of a file. ``said``: what it says, by column; ``marks``: technical columns.

    ``parents``: which row of the file each column names. ``said`` may leave columns out: then the
    file says nothing about them. ``where``: words for its place in the file. ``marks_on_change``:
    instead of ``marks`` where a row of the record is overwritten.
    """

    spec: ImportSpec
    where: str
    number: object = None
    said: dict[str, Any] = field(default_factory=dict)
    marks: dict[str, Any] = field(default_factory=dict)
    parents: dict[str, object] = field(default_factory=dict)
    marks_on_change: dict[str, Any] | None = None

    @property
    def day(self) -> date:
        """The day of an answer; raises KeyError for rows that are of no day."""
        return self.said["day"] if "day" in self.said else self.said["dose_day"]


@dataclass(slots=True)
class IncomingRecord:
    """All rows of a file by model. ``left_out``: words for what stays outside; ``separable``: the
    rows can come in without those that ``problems`` names, which are not among them."""

    rows: dict[str, list[IncomingRow]] = field(default_factory=dict)
    problems: list[RowProblem] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    separable: bool = False


def read_own_file(file: OwnFile, *, today: date) -> IncomingRecord:
    """The rows of one of our files. ``today``: the dose day at hand, the last one to have answers.

    Raises ColumnsMissing; ``problems`` holds what is wrong with single rows.
    """
    record = IncomingRecord(left_out=list(_left_out(file)))
    known: set[tuple[str, object]] = set()
    for spec in import_specs():
        found = record.rows.setdefault(spec.label, [])
        for place, raw in enumerate(file.tables.get(spec.label, ()), start=1):
            where = _("%(what)sの%(place)d件め") % {"what": spec.words, "place": place}
            row = _read_row(spec, raw, where, cells=file.cells)
            sentence = _complaint(row, today=today, known=known)
            if sentence:
                record.problems.append(RowProblem(where, sentence))
            known.add((spec.label, row.number))
            found.append(row)
    return record


def _left_out(file: OwnFile) -> Iterator[str]:
    """Words for the tables that stay outside; an unknown name is shown as it is."""
    taken = {spec.label for spec in import_specs()}
    words = [str(NOT_TAKEN_IN.get(label, label)) for label in file.tables if label not in taken]
    yield from dict.fromkeys(words)


def _read_row(spec: ImportSpec, raw: Mapping, where: str, *, cells: bool) -> IncomingRow:
    row = IncomingRow(spec, where, number=_number(raw.get("id")))
    said = spec.said
    for name, column in spec.columns.items():
        if name in spec.parents:
            row.parents[name] = _number(raw.get(name))
            continue
        place = row.said if name in said else row.marks
        try:
            place[name] = _value(column, raw, cells=cells)
        except UnreadableValue:
            place[name] = UnreadableValue
    return row


def _number(raw: object) -> object:
    return str(raw) if isinstance(raw, int | str) else None


def _value(column, raw: Mapping, *, cells: bool) -> Any:
    name = column.attname
    if name in raw:
        cell = raw[name]
        return read_cell(column, cell or "") if cells else read_value(column, cell)
    if column.has_default():
        return column.get_default()
    if column.null:
        return None
    if column.blank and column.empty_strings_allowed:
        return ""
    raise ColumnsMissing


def _complaint(row: IncomingRow, *, today: date, known: set) -> str:
    """Why the row cannot be taken in; empty when it can."""
    values = {**row.said, **row.marks}
    unreadable = [name for name, value in values.items() if value is UnreadableValue]
    if unreadable:
        words = {"column": unreadable[0]}
        return _("「%(column)s」が読めません。") % words + _as_it_was()
    if any((label, row.parents[name]) not in known for name, label in row.spec.parents.items()):
        return _("もとになる行がファイルにありません。") + _as_it_was()
    return complaint_about_values(row.spec, values, today=today)


def complaint_about_values(spec: ImportSpec, values: Mapping[str, Any], *, today: date) -> str:
    """What is wrong with readable values, in a sentence; empty when nothing is."""
    for name in DAYS_GONE:
        if name in values and not EARLIEST_DAY <= values[name] <= today:
            return _("まだ来ていない日か、古すぎる日です。日付を確かめてください。")
    if "time_zone" in values and values["time_zone"] not in _zones():
        return _("時間帯の名前が読めません。") + _as_it_was()
    named = {
        column.name: values[name] for name, column in spec.own_columns.items() if name in values
    }
    if any(broken_rules(spec.model, named)):
        return _("答えの組み合わせが正しくありません。") + _as_it_was()
    return ""


def _as_it_was() -> str:
    return _("ダウンロードしたまま、直していないファイルを選んでください。")


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def days_of(rows: Mapping[str, Sequence[IncomingRow]]) -> list[date]:
    """The days that the rows belong to, without the plan."""
    days = (row.said.get(name) for one in rows.values() for row in one for name in DAYS_GONE)
    return [day for day in days if isinstance(day, date)]
