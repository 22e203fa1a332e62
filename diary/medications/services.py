"""Writing other medicines and the answer about opioids."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from ldn_app.access.audit import CREATED, delete_recorded, record_change, save_changes
from ldn_app.access.viewer import Viewer

from .errors import EndsBeforeItBegins, MedicineIsListed
from .models import OpioidAnswer, OtherMedicine
from .opioid_notice import show_opioid_notice


@dataclass(frozen=True, slots=True)
class MedicineWords:
    """What was typed about a medicine; dates that the patient does not know are None."""

    name: str
    since_on: date | None = None
    until_on: date | None = None
    note: str = ""

    def as_columns(self) -> dict[str, str | date | None]:
        return {
            "name": self.name,
            "since_on": self.since_on,
            "until_on": self.until_on,
            "note": self.note,
        }


@transaction.atomic
def list_medicine(viewer: Viewer, *, words: MedicineWords, now: datetime) -> OtherMedicine:
    """Put a medicine on the list; the same one twice stays one. Raises EndsBeforeItBegins."""
    _insist_on_order(words)
    values = words.as_columns()
    row, is_new = OtherMedicine.objects.editable_by(viewer).get_or_create(
        name=values.pop("name"),
        since_on=values.pop("since_on"),
        defaults={"patient_id": viewer.patient_id, "recorded_at": now, **values},
    )
    if not is_new and (row.until_on, row.note) != (words.until_on, words.note):
        raise MedicineIsListed
    if is_new:
        record_change(viewer, row, CREATED, at=now)
    return row


@transaction.atomic
def change_medicine(
    viewer: Viewer, *, medicine: OtherMedicine, words: MedicineWords, now: datetime
) -> OtherMedicine:
    """Put right what was typed, or say when it ended.

    Raises EndsBeforeItBegins or MedicineIsListed.
    """
    _insist_on_order(words)
    others = OtherMedicine.objects.editable_by(viewer).exclude(pk=medicine.pk)
    if others.filter(name=words.name, since_on=words.since_on).exists():
        raise MedicineIsListed
    save_changes(viewer, medicine, words.as_columns(), at=now, also={"changed_at": now})
    return medicine


@transaction.atomic
def remove_medicine(viewer: Viewer, *, medicine: OtherMedicine, now: datetime) -> None:
    """Take a medicine that was typed by mistake out again."""
    delete_recorded(viewer, medicine, at=now)


@transaction.atomic
def answer_about_opioids(
    viewer: Viewer, *, answer: str, today: date, now: datetime
) -> OpioidAnswer:
    """Record today's answer; another one on the same day takes its place, earlier ones stay."""
    row, is_new = OpioidAnswer.objects.editable_by(viewer).get_or_create(
        answered_on=today,
        defaults={"patient_id": viewer.patient_id, "answer": answer, "recorded_at": now},
    )
    if is_new:
        record_change(viewer, row, CREATED, at=now)
    save_changes(viewer, row, {"answer": answer}, at=now, also={"changed_at": now})
    show_opioid_notice(viewer)
    return row


def _insist_on_order(words: MedicineWords) -> None:
    if words.since_on and words.until_on and words.until_on < words.since_on:
        raise EndsBeforeItBegins
