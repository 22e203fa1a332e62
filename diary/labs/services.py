"""Writing laboratory results. Entering the same slip twice is harmless."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from ldn_app.access.audit import CREATED, delete_recorded, record_changes, save_changes
from ldn_app.access.viewer import Viewer

from .domain.line import LabLine
from .errors import ItemIsRecorded, ItemStandsTwice, SlipInTheFuture
from .models import LabResult


@transaction.atomic
def record_slip(
    viewer: Viewer, *, collected_on: date, lines: Sequence[LabLine], today: date, now: datetime
) -> list[LabResult]:
    """Record the lines of one slip; all of them or none.

    ``today`` is the calendar date where the patient is. A line that is there already with the
    same result stays as it is. Raises SlipInTheFuture, ItemStandsTwice or ItemIsRecorded.
    """
    if collected_on > today:
        raise SlipInTheFuture
    _insist_on_each_once(lines)
    written = [_record_line(viewer, collected_on, line, now) for line in lines]
    created = [(row, CREATED, ()) for row, is_new in written if is_new]
    if created:
        record_changes(viewer, created, at=now)
    return [row for row, _ in written]


@transaction.atomic
def change_result(
    viewer: Viewer,
    *,
    result: LabResult,
    collected_on: date,
    line: LabLine,
    today: date,
    now: datetime,
) -> LabResult:
    """Put right what was typed. Raises SlipInTheFuture or ItemIsRecorded."""
    if collected_on > today:
        raise SlipInTheFuture
    mine = LabResult.objects.editable_by(viewer)
    other = mine.filter(collected_on=collected_on, item_name=line.item_name).exclude(pk=result.pk)
    if (there := other.first()) is not None:
        raise ItemIsRecorded(line.item_name, there.value_text)
    values = {"collected_on": collected_on, **line.as_columns()}
    save_changes(viewer, result, values, at=now, also={"changed_at": now})
    return result


@transaction.atomic
def remove_result(viewer: Viewer, *, result: LabResult, now: datetime) -> None:
    """Take one line of a slip out again."""
    delete_recorded(viewer, result, at=now)


def _insist_on_each_once(lines: Sequence[LabLine]) -> None:
    names: set[str] = set()
    for line in lines:
        if line.item_name in names:
            raise ItemStandsTwice(line.item_name)
        names.add(line.item_name)


def _record_line(
    viewer: Viewer, collected_on: date, line: LabLine, now: datetime
) -> tuple[LabResult, bool]:
    columns = line.as_columns()
    row, is_new = LabResult.objects.editable_by(viewer).get_or_create(
        collected_on=collected_on,
        item_name=columns.pop("item_name"),
        defaults={"patient_id": viewer.patient_id, "recorded_at": now, **columns},
    )
    if not is_new and (row.value_text, row.unit) != (line.value_text, line.unit):
        raise ItemIsRecorded(line.item_name, row.value_text)
    return row, is_new
