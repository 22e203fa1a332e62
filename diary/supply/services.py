"""Writing what was obtained. Doing it twice is harmless."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from ldn_app.access.audit import CREATED, delete_recorded, record_change, save_changes
from ldn_app.access.viewer import Viewer

from .errors import ObtainedInTheFuture, SupplyIsRecorded
from .models import Supply


@dataclass(frozen=True, slots=True)
class SupplyWords:
    """What the label says; what was not written down is empty or None."""

    obtained_on: date
    source: str
    form: str
    strength_text: str = ""
    lot: str = ""
    expires_on: date | None = None
    quantity_text: str = ""
    refill_on: date | None = None

    def what_names_it(self) -> dict[str, str | date]:
        return {
            "obtained_on": self.obtained_on,
            "source": self.source,
            "form": self.form,
            "strength_text": self.strength_text,
            "lot": self.lot,
        }

    def the_rest(self) -> dict[str, str | date | None]:
        return {
            "expires_on": self.expires_on,
            "quantity_text": self.quantity_text,
            "refill_on": self.refill_on,
        }


@transaction.atomic
def record_supply(viewer: Viewer, *, words: SupplyWords, today: date, now: datetime) -> Supply:
    """Record what was obtained. ``today``: the calendar date where the patient is.

    Raises ObtainedInTheFuture, or SupplyIsRecorded when the same lot is there with other words.
    """
    if words.obtained_on > today:
        raise ObtainedInTheFuture
    rest = words.the_rest()
    row, is_new = Supply.objects.editable_by(viewer).get_or_create(
        **words.what_names_it(),
        defaults={"patient_id": viewer.patient_id, "recorded_at": now, **rest},
    )
    if not is_new and any(getattr(row, field) != value for field, value in rest.items()):
        raise SupplyIsRecorded
    if is_new:
        record_change(viewer, row, CREATED, at=now)
    return row


@transaction.atomic
def change_supply(
    viewer: Viewer, *, supply: Supply, words: SupplyWords, today: date, now: datetime
) -> Supply:
    """Put right what was typed. Raises ObtainedInTheFuture or SupplyIsRecorded."""
    if words.obtained_on > today:
        raise ObtainedInTheFuture
    others = Supply.objects.editable_by(viewer).exclude(pk=supply.pk)
    if others.filter(**words.what_names_it()).exists():
        raise SupplyIsRecorded
    values = {**words.what_names_it(), **words.the_rest()}
    save_changes(viewer, supply, values, at=now, also={"changed_at": now})
    return supply


@transaction.atomic
def remove_supply(viewer: Viewer, *, supply: Supply, now: datetime) -> None:
    """Take out again what was recorded by mistake."""
    delete_recorded(viewer, supply, at=now)
