"""Taking a file in: all of it or nothing, and never over an answer without being told to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import Model

from diary.doses.models import Dose, Regimen
from diary.medications.opioid_notice import show_opioid_notice
from diary.symptoms.models import TrackedSymptom
from diary.symptoms.services.symptom_list import AT_MOST
from ldn_app.access.audit import CHANGED, CREATED, DELETED
from ldn_app.access.models import ChangeEvent
from ldn_app.access.viewer import Viewer
from ldn_app.accounts.models import Patient

from .compare import Comparison, ModelComparison, compare
from .importable_models import REGIMEN, SYMPTOM
from .problems import CouldNotBeWritten
from .rows import IncomingRecord, IncomingRow

ROWS_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class TakenIn:
    """How many rows were added, and how many of the record changed or went."""

    added: int
    changed: int


def take_in(
    viewer: Viewer,
    record: IncomingRecord,
    *,
    keep: bool,
    now: datetime,
    shown: str | None = None,
    without_bad: bool = False,
) -> TakenIn:
    """Write ``record`` into the viewer's own. ``keep``: where two answers differ, the record's
    stays; otherwise the file's takes its place. Doing it twice adds nothing.

    ``shown``: the mark of what the patient was shown. ``without_bad``: rows with problems may stay
    out, where the record is ``separable``. Raises CouldNotBeWritten when that no longer
    holds, when a row is wrong, or when the database refuses one. Then nothing was written.
    """
    try:
        with transaction.atomic():
            Patient.objects.select_for_update().get(pk=viewer.patient_id)
            comparison = compare(viewer, record, keep=True)
            moved_on = shown is not None and shown != comparison.mark
            spoiled = record.problems and not (without_bad and record.separable)
            if moved_on or spoiled or comparison.problems:
                raise CouldNotBeWritten
            if not keep:
                comparison = compare(viewer, record, keep=False)
            taken_in = _RecordWriter(viewer, comparison, keep=keep, now=now).write()
            show_opioid_notice(viewer)
            return taken_in
    except DatabaseError as refused:
        raise CouldNotBeWritten from refused


class _RecordWriter:
    """One taking-in: the numbers of new rows become known as they are written."""

    def __init__(
        self, viewer: Viewer, comparison: Comparison, *, keep: bool, now: datetime
    ) -> None:
        self.viewer, self.comparison, self.keep, self.now = viewer, comparison, keep, now
        self.numbers: dict[IncomingRow, int] = {}
        self.added = self.changed = 0

    def write(self) -> TakenIn:
        self._close_plans_that_give_way()
        for compared in self.comparison.by_model:
            self._overwrite(compared)
            self._add(compared)
            if compared.spec.label == REGIMEN:
                self._remove_plans_that_gave_way()
        return TakenIn(self.added, self.changed)

    def _overwrite(self, compared: ModelComparison) -> None:
        updates = list(compared.fills)
        if not self.keep:
            for row, there in compared.clashes:
                marks = row.marks if row.marks_on_change is None else row.marks_on_change
                marks = {} if compared.spec.label == SYMPTOM else marks
                updates.append((there, {**row.said, **marks}))
            gone = {one.pk: one for _, against in compared.against for one in against}
            self._delete(compared, list(gone.values()))
            compared.new += [row for row, _ in compared.against]
        self._update(compared, updates)

    def _delete(self, compared: ModelComparison, gone: Sequence[Model]) -> None:
        if gone:
            self._note(gone, DELETED)
            rows = compared.spec.model.objects.editable_by(self.viewer)
            rows.filter(pk__in=[one.pk for one in gone]).delete()
            self.changed += len(gone)

    def _update(
        self, compared: ModelComparison, updates: list[tuple[Model, dict[str, Any]]]
    ) -> None:
        if not updates:
            return
        # A plan that ends is written before one that goes on: never two without an end.
        updates.sort(key=lambda update: update[1].get("ended_day") is None)
        for there, values in updates:
            for name, value in values.items():
                setattr(there, name, value)
        names = sorted({name for _, values in updates for name in values})
        mine = compared.spec.model.objects.editable_by(self.viewer)
        step = 1 if compared.spec.label == REGIMEN else ROWS_AT_ONCE
        mine.bulk_update([there for there, _ in updates], names, batch_size=step)
        self._note([there for there, _ in updates], CHANGED, names)
        self.changed += len(updates)

    def _add(self, compared: ModelComparison) -> None:
        if not compared.new:
            return
        model = compared.spec.model
        rows = [
            model(
                patient_id=self.viewer.patient_id,
                **{**row.said, **row.marks, **self._parents(row), **self._ended(row)},
            )
            for row in compared.new
        ]
        if compared.spec.label == SYMPTOM:
            self._line_up(rows)
        written = model.objects.editable_by(self.viewer).bulk_create(rows, batch_size=ROWS_AT_ONCE)
        self.numbers.update((row, one.pk) for row, one in zip(compared.new, written, strict=True))
        self._note(written, CREATED)
        self.added += len(written)

    def _ended(self, row: IncomingRow) -> dict[str, Any]:
        day = self.comparison.plans.cut.get(row)
        return {"ended_day": day} if day else {}

    def _parents(self, row: IncomingRow) -> dict[str, int]:
        return {name: self._number(row, name) for name in row.parents}

    def _number(self, row: IncomingRow, name: str) -> int:
        """The number in the record of the row that ``row`` names."""
        if "dose_day" in row.said:
            token = self.comparison.plans.home(row.parents[name], row.said["dose_day"])
        else:
            token = self.comparison.links[(row.spec.parents[name], row.parents[name])]
        return self.numbers[token] if isinstance(token, IncomingRow) else token

    def _line_up(self, new: Iterable[TrackedSymptom]) -> None:
        """New symptoms come after those of the record; those beyond the limit keep their
        history and stay off the list."""
        mine = TrackedSymptom.objects.editable_by(self.viewer).filter(removed_at__isnull=True)
        places = list(mine.values_list("position", flat=True))
        behind, followed = max(places, default=-1) + 1, len(places)
        for symptom in new:
            symptom.position = min(symptom.position + behind, 32767)
            if symptom.removed_at is None:
                followed += 1
                symptom.removed_at = self.now if followed > AT_MOST else None

    def _close_plans_that_give_way(self) -> None:
        """Until the file's plan is written, so that there are never two without an end."""
        going = Regimen.objects.editable_by(self.viewer).filter(
            pk__in=self.comparison.plans.removed
        )
        going.filter(ended_day__isnull=True).update(ended_day=self.now.date())

    def _remove_plans_that_gave_way(self) -> None:
        """Their answers move to the plan of the file first."""
        plans = self.comparison.plans
        if not plans.removed:
            return
        moved = list(Dose.objects.editable_by(self.viewer).filter(regimen__in=plans.removed))
        for dose in moved:
            token = plans.home_of_mine(dose.regimen_id, dose.dose_day)
            dose.regimen_id = self.numbers.get(token, token)
        Dose.objects.editable_by(self.viewer).bulk_update(moved, ["regimen_id"])
        self._note(moved, CHANGED, ["regimen_id"])
        gone = list(Regimen.objects.editable_by(self.viewer).filter(pk__in=plans.removed))
        self._note(gone, DELETED)
        Regimen.objects.editable_by(self.viewer).filter(pk__in=plans.removed).delete()
        self.changed += len(gone)

    def _note(self, rows: Sequence[Model], action: str, fields: Iterable[str] = ()) -> None:
        """One entry for all rows of a model: how many, and the first of them."""
        if rows:
            ChangeEvent.objects.create_for(
                self.viewer,
                actor_user_id=self.viewer.user_id,
                model_label=rows[0]._meta.label,
                row_id=rows[0].pk,
                action=action,
                fields=[f"imported:{len(rows)}", *fields],
                at=self.now,
            )
