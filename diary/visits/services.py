"""Writing visits. Doing it twice is harmless."""

from datetime import date, datetime

from django.db import transaction

from ldn_app.access.audit import CREATED, DELETED, record_change
from ldn_app.access.viewer import Viewer

from .errors import VisitInTheFuture
from .models import Visit


@transaction.atomic
def record_visit(viewer: Viewer, *, visited_on: date, today: date, now: datetime) -> Visit:
    """Record that the patient saw the doctor on ``visited_on``.

    ``today`` is the calendar date where the patient is. A second call for the same day returns
    the first row unchanged. Raises VisitInTheFuture.
    """
    if visited_on > today:
        raise VisitInTheFuture
    visit, created = Visit.objects.editable_by(viewer).get_or_create(
        visited_on=visited_on,
        defaults={"patient_id": viewer.patient_id, "recorded_at": now},
    )
    if created:
        record_change(viewer, visit, CREATED, at=now)
    return visit


@transaction.atomic
def remove_visit(viewer: Viewer, *, visit: Visit, now: datetime) -> None:
    """Take a visit out again; what was recorded for its day stays."""
    record_change(viewer, visit, DELETED, at=now)
    visit.delete()
