"""The two logs, written in the same transaction as what they tell of."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from ldn_app.clock import clock_of

from .models import AccessEvent, AccessKind, ChangeEvent, ShareGrant
from .new_looks import tell_of_look
from .records import PatientOwned, UnscopedAccess
from .viewer import Viewer

CREATED = ChangeEvent.Action.CREATED
CHANGED = ChangeEvent.Action.CHANGED
DELETED = ChangeEvent.Action.DELETED

OPENINGS_AN_HOUR = 60


class TooOften(Exception):
    """A program opens one grant again and again; later it may again."""


def record_change(
    viewer: Viewer,
    row: PatientOwned,
    action: str,
    *,
    at: datetime,
    fields: Iterable[str] = (),
) -> None:
    """Note that ``viewer`` wrote ``row``; call inside the transaction of the change.

    For a deletion call it before ``row.delete()``, while the row still has its key. Raises
    UnscopedAccess for a row of somebody else's record, which takes the change back.
    """
    if row.patient_id != viewer.patient_id:
        raise UnscopedAccess(f"{row._meta.label}: a row of another record.")
    ChangeEvent.objects.create_for(
        viewer,
        actor_user_id=viewer.user_id,
        model_label=row._meta.label,
        row_id=row.pk,
        action=action,
        fields=sorted(fields),
        at=at,
    )


def save_changes(
    viewer: Viewer,
    row: PatientOwned,
    values: Mapping[str, object],
    *,
    at: datetime,
    also: Mapping[str, object] | None = None,
) -> list[str]:
    """Write those of ``values`` (field → value) that differ, with a line in the log.

    ``also`` is written with them and not named in the log, such as the moment of the change.
    Returns the fields that changed; without any, nothing is written. Call inside a transaction.
    """
    changed = [field for field, value in values.items() if getattr(row, field) != value]
    if not changed:
        return []
    also = also or {}
    for field, value in {**{field: values[field] for field in changed}, **also}.items():
        setattr(row, field, value)
    row.save(update_fields=[*changed, *also])
    record_change(viewer, row, CHANGED, fields=changed, at=at)
    return changed


def delete_recorded(viewer: Viewer, row: PatientOwned, *, at: datetime) -> bool:
    """Delete ``row`` with its line in the log; call inside a transaction.

    False, and nothing is written, when it is gone: of two that take it back at the same moment one
    deletes, so that there are never more lines "deleted" than "created".
    """
    mine = type(row).objects.editable_by(viewer)
    there = mine.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if there is None:
        return False
    record_change(viewer, there, DELETED, at=at)
    there.delete()
    return True


def record_changes(
    viewer: Viewer,
    changes: Sequence[tuple[PatientOwned, str, Iterable[str]]],
    *,
    at: datetime,
) -> None:
    """``record_change`` for many rows at once: (row, action, fields). One query."""
    if not viewer.may_edit or any(row.patient_id != viewer.patient_id for row, *_ in changes):
        raise UnscopedAccess("ChangeEvent: rows of another record, or a viewer who may not write.")
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


def record_access(
    grant: ShareGrant,
    *,
    reader_name: str,
    kind: AccessKind,
    at: datetime,
    day: date | None = None,
) -> None:
    """Note for the patient what ``reader_name`` did through ``grant``, and let Tonight say that
    somebody looked. ``day``: the day that was opened, if the page shows one day."""
    AccessEvent.objects.unscoped(reason="a reader's look is logged for the patient").create(
        patient_id=grant.patient_id,
        grant=grant,
        reader_name=reader_name,
        clinic_name=grant.clinic.name if grant.clinic_id else "",
        kind=kind,
        day=day,
        at=at,
    )
    tell_of_look(grant.patient)


def refuse_too_often(grant: ShareGrant, *, at: datetime) -> None:
    """Raises TooOften when the log of ``grant`` has OPENINGS_AN_HOUR entries of the last hour.

    For readers that are programs: a person would not come so often, and a log that a program
    fills hides the line that matters.
    """
    events = AccessEvent.objects.unscoped(reason="counts how often one grant was opened")
    lately = events.filter(grant=grant, at__gt=at - timedelta(hours=1), at__lte=at)
    if lately.count() >= OPENINGS_AN_HOUR:
        raise TooOften


def record_list_access(
    grants: Sequence[ShareGrant], *, reader_name: str, kind: AccessKind, at: datetime
) -> None:
    """Note for each patient that ``reader_name`` saw them on a list of patients.

    Once for each grant, reader and dose day of the patient. Two queries for any number.
    Tonight stays quiet: the log has it, and a list that is opened every morning is no news.
    """
    events = AccessEvent.objects.unscoped(reason="a reader's list is logged for its patients")
    clocks = {grant.pk: clock_of(grant.patient) for grant in grants}
    lately = events.filter(
        grant__in=clocks, reader_name=reader_name, kind=kind, at__gt=at - timedelta(days=2)
    )
    known = {
        grant_id
        for grant_id, seen_at in lately.values_list("grant_id", "at")
        if clocks[grant_id].day_of(seen_at) == clocks[grant_id].day_of(at)
    }
    seen_anew = [grant for grant in grants if grant.pk not in known]
    try:
        _log_list(seen_anew, reader_name, kind, at)
    except IntegrityError:  # One of them erased their account a moment ago.
        there = ShareGrant.objects.unscoped(reason="who of a list is still there")
        still = set(there.filter(pk__in=clocks).values_list("pk", flat=True))
        _log_list([one for one in seen_anew if one.pk in still], reader_name, kind, at)


@transaction.atomic
def _log_list(
    grants: Sequence[ShareGrant], reader_name: str, kind: AccessKind, at: datetime
) -> None:
    AccessEvent.objects.unscoped(reason="a reader's list is logged for its patients").bulk_create(
        AccessEvent(
            patient_id=grant.patient_id,
            grant=grant,
            reader_name=reader_name,
            clinic_name=grant.clinic.name if grant.clinic_id else "",
            kind=kind,
            at=at,
        )
        for grant in grants
    )
