"""Writing scores. Entering the same sheet twice is harmless."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from ldn_app.access.audit import (
    CREATED,
    delete_recorded,
    record_change,
    record_changes,
    save_changes,
)
from ldn_app.access.viewer import Viewer

from .domain.instruments import instruments
from .domain.numbers import plain
from .domain.sheet import PS, Score, ScoreSheet
from .errors import ScoreInTheFuture, ScoreIsRecorded
from .models import Response


@transaction.atomic
def record_scores(
    viewer: Viewer, *, sheet: ScoreSheet, today: date, now: datetime
) -> list[Response]:
    """Record the scores that were copied from paper; all of them or none.

    ``today`` is the calendar date where the patient is. A score that is there already stays as
    it is. Raises ScoreInTheFuture or ScoreIsRecorded.
    """
    if sheet.answered_on > today:
        raise ScoreInTheFuture
    written = [_record_score(viewer, sheet, score, now) for score in sheet.scores]
    created = [(row, CREATED, ()) for row, is_new in written if is_new]
    if created:
        record_changes(viewer, created, at=now)
    return [row for row, _ in written]


@transaction.atomic
def choose_ps(viewer: Viewer, *, level: int, on: date, today: date, now: datetime) -> Response:
    """Record the PS that was tapped for ``on``; another tap for the same day replaces it.

    Raises ScoreInTheFuture.
    """
    if on > today:
        raise ScoreInTheFuture
    instrument = instruments()[PS]
    [scale] = instrument.scales
    row, is_new = Response.objects.editable_by(viewer).get_or_create(
        answered_on=on,
        instrument=PS,
        instrument_name=instrument.title,
        version=instrument.versions[0],
        scale=scale.key,
        defaults={
            "patient_id": viewer.patient_id,
            "scale_name": scale.name,
            "value": Decimal(level),
            "direction": instrument.direction,
            "low": scale.low,
            "high": scale.high,
            "origin": Response.Origin.HERE,
            "recorded_at": now,
        },
    )
    if is_new:
        record_change(viewer, row, CREATED, at=now)
    save_changes(viewer, row, {"value": Decimal(level)}, at=now, also={"changed_at": now})
    return row


@transaction.atomic
def change_score(
    viewer: Viewer,
    *,
    response: Response,
    answered_on: date,
    value: Decimal,
    today: date,
    now: datetime,
) -> Response:
    """Put right what was typed. Raises ScoreInTheFuture or ScoreIsRecorded."""
    if answered_on > today:
        raise ScoreInTheFuture
    same = {field: getattr(response, field) for field in ("instrument", "instrument_name")}
    same |= {field: getattr(response, field) for field in ("version", "scale")}
    others = Response.objects.editable_by(viewer).filter(answered_on=answered_on, **same)
    if (there := others.exclude(pk=response.pk).first()) is not None:
        raise ScoreIsRecorded(response.scale, plain(there.value))
    values = {"answered_on": answered_on, "value": value}
    save_changes(viewer, response, values, at=now, also={"changed_at": now})
    return response


@transaction.atomic
def remove_score(viewer: Viewer, *, response: Response, now: datetime) -> None:
    """Take one score out again."""
    delete_recorded(viewer, response, at=now)


def _record_score(
    viewer: Viewer, sheet: ScoreSheet, score: Score, now: datetime
) -> tuple[Response, bool]:
    row, is_new = Response.objects.editable_by(viewer).get_or_create(
        answered_on=sheet.answered_on,
        instrument=sheet.instrument,
        instrument_name=sheet.instrument_name,
        version=sheet.version,
        scale=score.scale,
        defaults={
            "patient_id": viewer.patient_id,
            "scale_name": score.scale_name,
            "value": score.value,
            "direction": sheet.direction,
            "low": score.low,
            "high": score.high,
            "origin": Response.Origin.PAPER,
            "recorded_at": now,
        },
    )
    if not is_new and row.value != score.value:
        raise ScoreIsRecorded(score.scale, plain(row.value))
    return row, is_new
