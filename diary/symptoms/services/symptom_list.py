"""The patient's own short list of symptoms. Taking one off the list keeps its history."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from ldn_app.access.audit import CHANGED, CREATED, record_change, record_changes
from ldn_app.access.viewer import Viewer
from ldn_app.ui.typed_text import half_width

from ..domain.library import LibrarySymptom
from ..domain.order import moved
from ..errors import SymptomIsFollowedAlready, TooManySymptoms
from ..models import TrackedSymptom
from .conflicts import again_on_conflict

AT_MOST = 20


def plain_name(name: str) -> str:
    """``name`` as it is compared: full-width letters and digits plain, blanks single."""
    return half_width(name)


@again_on_conflict
def follow_library_symptoms(
    viewer: Viewer, *, symptoms: Iterable[LibrarySymptom], now: datetime
) -> list[TrackedSymptom]:
    """Put ``symptoms`` on the list, behind those that stand there; one that does stays as it is.

    One that was taken off earlier comes back with its history. Raises TooManySymptoms.
    """
    rows = _locked_rows(viewer)
    by_key = {row.library_key: row for row in rows if row.library_key}
    by_name = {row.name: row for row in rows}
    followed = []
    for symptom in symptoms:
        row = by_key.get(symptom.key) or by_name.get(symptom.words)
        if row is None or row.removed_at is not None:
            values = {"name": symptom.words, "library_key": symptom.key}
            followed.append(_follow(viewer, rows, row, values, now=now))
    _insist_on_length(rows)
    return followed


@again_on_conflict
def follow_own_symptom(
    viewer: Viewer, *, name: str, anchor: str = "", now: datetime
) -> TrackedSymptom:
    """Put a symptom in the patient's own words on the list; ``anchor``: what a 10 would be.

    Raises SymptomIsFollowedAlready or TooManySymptoms.
    """
    rows = _locked_rows(viewer)
    name = plain_name(name)
    row = next((row for row in rows if plain_name(row.name) == name), None)
    if row is not None and row.removed_at is None:
        raise SymptomIsFollowedAlready
    followed = _follow(viewer, rows, row, {"name": name, "anchor": anchor}, now=now)
    _insist_on_length(rows)
    return followed


@again_on_conflict
def stop_following(viewer: Viewer, *, symptom: TrackedSymptom, now: datetime) -> None:
    """Take ``symptom`` off the list. Its ratings stay; doing it twice changes nothing."""
    if symptom.removed_at is not None:
        return
    symptom.removed_at = now
    symptom.save(update_fields=["removed_at"])
    record_change(viewer, symptom, CHANGED, fields=["removed_at"], at=now)


@again_on_conflict
def follow_again(viewer: Viewer, *, symptom: TrackedSymptom, now: datetime) -> None:
    """Put ``symptom`` back on the list, at its end. Raises TooManySymptoms."""
    if symptom.removed_at is None:
        return
    rows = _locked_rows(viewer)
    row = next(row for row in rows if row.pk == symptom.pk)
    _follow(viewer, rows, row, {}, now=now)
    _insist_on_length(rows)


@again_on_conflict
def move_symptom(viewer: Viewer, *, symptom: TrackedSymptom, by: int, now: datetime) -> None:
    """Move ``symptom`` ``by`` places along the list (negative: up); it stops at either end."""
    rows = {row.pk: row for row in _locked_rows(viewer) if row.removed_at is None}
    if symptom.pk not in rows:
        return
    changed = []
    for position, pk in enumerate(moved(list(rows), symptom.pk, by=by)):
        if rows[pk].position != position:
            rows[pk].position = position
            changed.append(rows[pk])
    if changed:
        TrackedSymptom.objects.editable_by(viewer).bulk_update(changed, ["position"])
        record_changes(viewer, [(row, CHANGED, ["position"]) for row in changed], at=now)


def _locked_rows(viewer: Viewer) -> list[TrackedSymptom]:
    return list(TrackedSymptom.objects.editable_by(viewer).select_for_update())


def _follow(
    viewer: Viewer,
    rows: list[TrackedSymptom],
    row: TrackedSymptom | None,
    values: dict,
    *,
    now: datetime,
) -> TrackedSymptom:
    position = 1 + max((one.position for one in rows if one.removed_at is None), default=-1)
    if row is None:
        values = {"added_at": now, "position": position, **values}
        row = TrackedSymptom.objects.create_for(viewer, **values)
        rows.append(row)
        record_change(viewer, row, CREATED, at=now)
        return row
    values = {"removed_at": None, "position": position, **_worth_keeping(values)}
    for field, value in values.items():
        setattr(row, field, value)
    row.save(update_fields=list(values))
    record_change(viewer, row, CHANGED, fields=list(values), at=now)
    return row


def _worth_keeping(values: dict) -> dict:
    """A symptom that comes back keeps its name; a new anchor replaces the old one."""
    return {"anchor": values["anchor"]} if values.get("anchor") else {}


def _insist_on_length(rows: Sequence[TrackedSymptom]) -> None:
    if sum(row.removed_at is None for row in rows) > AT_MOST:
        raise TooManySymptoms
