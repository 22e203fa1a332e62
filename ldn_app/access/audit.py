"""The two logs, written in the same transaction as what they tell of."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models

from .models import AccessEvent, ChangeEvent, ShareGrant
from .records import UnscopedAccess
from .viewer import Viewer

CREATED = ChangeEvent.Action.CREATED
CHANGED = ChangeEvent.Action.CHANGED
DELETED = ChangeEvent.Action.DELETED


def record_change(
    viewer: Viewer,
    row: models.Model,
    action: str,
    *,
    at: datetime,
    fields: Iterable[str] = (),
) -> None:
    """Note that ``viewer`` wrote ``row``; call inside the transaction of the change.

    For a deletion call it before ``row.delete()``, while the row still has its key.
    """
    ChangeEvent.objects.create_for(
        viewer,
        actor_user_id=viewer.user_id,
        model_label=row._meta.label,
        row_id=row.pk,
        action=action,
        fields=sorted(fields),
        at=at,
    )


def record_changes(
    viewer: Viewer,
    changes: Iterable[tuple[models.Model, str, Iterable[str]]],
    *,
    at: datetime,
) -> None:
    """``record_change`` for many rows at once: (row, action, fields). One query."""
    if not viewer.may_edit:
        raise UnscopedAccess("ChangeEvent: this viewer may not write.")
    ChangeEvent.objects.editable_by(viewer).bulk_create(
        ChangeEvent(
            patient_id=viewer.patient_id,
            actor_user_id=viewer.user_id,
            model_label=row._meta.label,
            row_id=row.pk,
            action=action,
            fields=sorted(fields),
            at=at,
        )
        for row, action, fields in changes
    )


def record_access(grant: ShareGrant, *, page: str, at: datetime) -> None:
    """Note for the patient that the grant's clinician opened ``page`` (a URL name)."""
    AccessEvent.objects.unscoped(reason="a clinician's look is logged for the patient").create(
        patient_id=grant.patient_id,
        grant=grant,
        clinician_name=grant.clinician.name,
        page=page,
        at=at,
    )
