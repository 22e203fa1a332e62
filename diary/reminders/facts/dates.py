"""Dates that a reminder may be about: visits that are planned, days that the patient named for
getting the next supply."""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from diary.supply.models import Supply
from diary.visits.models import Visit
from ldn_app.access.viewer import Viewer

from ..models import ReminderSchedule

Kind = ReminderSchedule.Kind
# (kind of reminder, patient id, date on the calendar)
WantedDate = tuple[str, int, date]
WHY = "the engine serves the due reminders of many patients at once"


def wanted_dates(
    patient_ids: Collection[int], kinds: Collection[str], first: date, last: date
) -> set[WantedDate]:
    """What these patients want to be reminded of from ``first`` to ``last``; a query for each
    kind of ``kinds``, none for nobody."""
    if not patient_ids:
        return set()
    visits = Visit.objects.unscoped(reason=WHY).filter(patient_id__in=patient_ids)
    supplies = Supply.objects.unscoped(reason=WHY)
    found = set()
    if Kind.APPOINTMENT in kinds:
        found |= _visits(visits, first, last)
    if Kind.REFILL in kinds:
        found |= _refills(supplies.filter(patient_id__in=patient_ids), supplies, first, last)
    return found


def wanted_dates_of(viewer: Viewer, first: date, last: date) -> set[WantedDate]:
    """The same for the viewer's own diary, both kinds. Two queries."""
    supplies = Supply.objects.visible_to(viewer)
    visits = Visit.objects.visible_to(viewer)
    return _visits(visits, first, last) | _refills(supplies, supplies, first, last)


def _visits(rows: QuerySet[Visit], first: date, last: date) -> set[WantedDate]:
    rows = rows.planned().filter(remind=True, visited_on__range=(first, last))
    return {(Kind.APPOINTMENT, *pair) for pair in rows.values_list("patient_id", "visited_on")}


def _refills(rows: QuerySet[Supply], all_rows: QuerySet[Supply], first: date, last: date):
    """Once something newer was obtained, the day that an older one names is settled."""
    newer = all_rows.filter(
        patient_id=OuterRef("patient_id"), obtained_on__gt=OuterRef("obtained_on")
    )
    rows = rows.filter(refill_on__range=(first, last)).exclude(Exists(newer))
    return {(Kind.REFILL, *pair) for pair in rows.values_list("patient_id", "refill_on")}
