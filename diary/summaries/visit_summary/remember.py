"""Writing down how the patient wants the sheet."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from ldn_app.access.audit import CHANGED, CREATED, record_change
from ldn_app.access.viewer import Viewer

from ..domain.period import FREE, Asked
from ..domain.visit_summary import AppendixSection
from ..models import SheetChoice


@transaction.atomic
def remember_choice(
    viewer: Viewer, *, asked: Asked, sections: Sequence[AppendixSection], now: datetime
) -> SheetChoice:
    """Keep period and sections for the next time. Doing it twice changes nothing."""
    is_free = asked.choice == FREE
    values = {
        "period": asked.choice,
        "first_day": asked.first if is_free else None,
        "last_day": asked.last if is_free else None,
        "sections": [section.value for section in sections],
    }
    row, created = SheetChoice.objects.editable_by(viewer).get_or_create(
        patient_id=viewer.patient_id, defaults=values
    )
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        row.save(update_fields=changed)
    if created or changed:
        record_change(viewer, row, CREATED if created else CHANGED, fields=changed, at=now)
    return row
