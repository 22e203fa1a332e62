"""From answers to rows: which row an answer stands in, and writing a day's rows at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from ldn_app.access.audit import CHANGED, CREATED, DELETED, record_changes
from ldn_app.access.records import UnscopedAccess
from ldn_app.access.viewer import Viewer

from ..domain.answer_time import AnswerTime
from ..domain.answers import Answer, Part
from ..domain.same_as_before import COPIED_SLEEP
from ..models import DailyAnswer, DayNote, SideEffect, Sleep, SymptomRating

# What a row says, and how it looks when it says nothing; a side effect speaks by being there.
SILENT = {
    SymptomRating: {"score": None},
    Sleep: dict.fromkeys(("bed_at", "up_at", "times_awake", "quality", "insomnia", "vivid_dreams")),
    DayNote: {"text": "", "tell_doctor": False, "unusual": None},
    SideEffect: {},
}

Change = tuple[DailyAnswer, str, Iterable[str]]
Known = Mapping[type[DailyAnswer], Sequence[DailyAnswer]]


@dataclass(slots=True)
class RowWrite:
    """What to write into one row of a day. ``gone``: the row says nothing any more."""

    model: type[DailyAnswer]
    key: Mapping[str, object]
    values: dict[str, object] = field(default_factory=dict)
    gone: bool = False

    def is_for(self, row: DailyAnswer) -> bool:
        return all(getattr(row, name) == value for name, value in self.key.items())


def row_writes(answers: Iterable[Answer]) -> list[RowWrite]:
    """The rows that ``answers`` change; answers of one row come together."""
    writes: dict[tuple, RowWrite] = {}
    for answer in answers:
        write = _row_write(answer)
        place = (write.model, *write.key.items())
        if place in writes:
            writes[place].values |= write.values
        else:
            writes[place] = write
    return list(writes.values())


def _row_write(answer: Answer) -> RowWrite:
    name, value = answer.question.name, answer.value
    match answer.question.part:
        case Part.SYMPTOM:
            key = {"symptom_id": int(name)}
            return RowWrite(SymptomRating, key, {"score": value}, gone=answer.is_empty)
        case Part.SLEEP:
            return RowWrite(Sleep, {}, {name: None if answer.is_empty else value})
        case Part.EFFECT:
            severity = None if value is True else value
            return RowWrite(
                SideEffect, {"kind": name}, {"severity": severity}, gone=answer.is_empty
            )
        case Part.NOTE:
            silent = SILENT[DayNote][name]
            return RowWrite(DayNote, {}, {name: silent if answer.is_empty else value})


def write_rows(
    viewer: Viewer,
    writes: Sequence[RowWrite],
    *,
    at: AnswerTime,
    copied: bool = False,
    known: Known | None = None,
) -> list[Change]:
    """Write ``writes`` and their log entries; returns what changed. Writing the same twice
    changes nothing. Call it in one transaction with what it was decided on.

    ``known``: the rows of the day where they were read already, by model.
    """
    if not viewer.may_edit:
        raise UnscopedAccess("This viewer may not write.")
    changes: list[Change] = []
    for model in dict.fromkeys(write.model for write in writes):
        mine = model.objects.editable_by(viewer)
        rows = (known or {}).get(model)
        if rows is None:
            rows = mine.on(at.day).select_for_update()
        of_model = [write for write in writes if write.model is model]
        new, changed = _decide(viewer, list(rows), of_model, at=at, copied=copied)
        changes += changed
        changes += [(row, CREATED, ()) for row in mine.bulk_create(new)]
        _save(mine, changed)
    if changes:
        record_changes(viewer, changes, at=at.now)
    _delete(viewer, changes)
    return changes


def _decide(
    viewer: Viewer,
    rows: Sequence[DailyAnswer],
    writes: Sequence[RowWrite],
    *,
    at: AnswerTime,
    copied: bool,
) -> tuple[list[DailyAnswer], list[Change]]:
    """The rows to create, and what changes in ``rows``; nothing is written yet."""
    new, changed = [], []
    for write in writes:
        row = next((row for row in rows if write.is_for(row)), None)
        if row is not None:
            changed += _change(row, write, at=at, copied=copied)
        elif _says_something(write):
            new.append(_new_row(viewer, write, at=at, copied=copied))
    return new, changed


def _save(mine: QuerySet, changed: Sequence[Change]) -> None:
    """Save what changed in rows that were there already, in one query."""
    rows = [row for row, action, _ in changed if action == CHANGED]
    fields = {name for _, action, names in changed if action == CHANGED for name in names}
    if rows:
        mine.bulk_update(rows, sorted(fields))


def _says_something(write: RowWrite) -> bool:
    if write.model is SideEffect or write.gone:
        return not write.gone
    silent = SILENT[write.model]
    return any(value != silent[name] for name, value in write.values.items())


def _is_silent(row: DailyAnswer) -> bool:
    silent = SILENT[type(row)]
    return bool(silent) and all(getattr(row, name) == value for name, value in silent.items())


def _new_row(viewer: Viewer, write: RowWrite, *, at: AnswerTime, copied: bool) -> DailyAnswer:
    return write.model(
        patient_id=viewer.patient_id,
        day=at.day,
        recorded_at=at.now,
        time_zone=at.time_zone,
        filled_later=at.later,
        copied=copied,
        **write.key,
        **write.values,
    )


def _change(row: DailyAnswer, write: RowWrite, *, at: AnswerTime, copied: bool) -> list[Change]:
    """Change ``row`` in memory; a row that says nothing any more is to be deleted."""
    if write.gone:
        return [(row, DELETED, ())]
    fields = [name for name, value in write.values.items() if getattr(row, name) != value]
    for name in fields:
        setattr(row, name, write.values[name])
    if _is_silent(row):
        return [(row, DELETED, ())]
    if row.copied != copied and _may_be_copied(write):
        row.copied = copied
        fields.append("copied")
    if not fields:
        return []
    if at.later:
        row.changed_at = at.now
        fields.append("changed_at")
    return [(row, CHANGED, fields)]


def _may_be_copied(write: RowWrite) -> bool:
    """Whether the write touches what 「昨日と同じ」 fills in; of a sleep that is only a part."""
    return write.model is not Sleep or not set(COPIED_SLEEP).isdisjoint(write.values)


def _delete(viewer: Viewer, changes: Iterable[Change]) -> None:
    """Delete what ``changes`` says is deleted, after it was logged with its key."""
    for model in SILENT:
        gone = [row.pk for row, action, _ in changes if action == DELETED and type(row) is model]
        if gone:
            model.objects.editable_by(viewer).filter(pk__in=gone).delete()
