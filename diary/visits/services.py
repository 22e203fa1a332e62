"""Writing visits: planned, changed, happened or not. Doing it twice is harmless."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time

from django.db import transaction

from ldn_app.access.audit import CREATED, delete_recorded, record_change, save_changes
from ldn_app.access.viewer import Viewer

from .errors import VisitInTheFuture, VisitThereAlready
from .models import Visit, VisitNote

State = Visit.State
MOST_QUESTIONS = 3


@dataclass(frozen=True, slots=True)
class Appointment:
    """When and where, as the patient typed it. ``local_time`` None: none was named."""

    visited_on: date
    local_time: time | None = None
    clinic: str = ""
    remind: bool = True


@transaction.atomic
def record_visit(viewer: Viewer, *, visited_on: date, today: date, now: datetime) -> Visit:
    """Record that the patient saw the doctor on ``visited_on``.

    ``today`` is the calendar date where the patient is. An appointment of that day has happened
    with this; a second call returns the same row. Raises VisitInTheFuture.
    """
    if visited_on > today:
        raise VisitInTheFuture
    that_day = Visit.objects.editable_by(viewer).filter(visited_on=visited_on).order_by("pk")
    happened = that_day.happened().first()
    if happened is not None:
        return happened
    planned = that_day.planned().first() or that_day.filter(clinic="").first()
    if planned is not None:
        return settle_visit(viewer, visit=planned, state=State.HAPPENED, today=today, now=now)
    visit, created = Visit.objects.editable_by(viewer).get_or_create(
        visited_on=visited_on,
        clinic="",
        defaults={"patient_id": viewer.patient_id, "recorded_at": now},
    )
    if created:
        record_change(viewer, visit, CREATED, at=now)
    return visit


@transaction.atomic
def plan_visit(viewer: Viewer, *, appointment: Appointment, today: date, now: datetime) -> Visit:
    """Write an appointment down; one whose day has gone by already is a visit that happened.

    One that was cancelled for the same day and clinic comes back. Raises VisitThereAlready.
    """
    state = State.HAPPENED if appointment.visited_on < today else State.PLANNED
    values = {**asdict(appointment), "state": state, "recorded_at": now}
    key = {name: values.pop(name) for name in ("visited_on", "clinic")}
    visit, created = Visit.objects.editable_by(viewer).get_or_create(
        **key, defaults={"patient_id": viewer.patient_id, **values}
    )
    if created:
        record_change(viewer, visit, CREATED, at=now)
        return visit
    if visit.state != State.CANCELLED:
        raise VisitThereAlready
    values.pop("recorded_at")
    save_changes(viewer, visit, values, at=now)
    return visit


@transaction.atomic
def change_visit(
    viewer: Viewer, *, visit: Visit, appointment: Appointment, today: date, now: datetime
) -> Visit:
    """Another day, time or clinic. Raises VisitThereAlready, and VisitInTheFuture for a visit that
    has happened."""
    if visit.state == State.HAPPENED and appointment.visited_on > today:
        raise VisitInTheFuture
    taken = Visit.objects.editable_by(viewer).filter(
        visited_on=appointment.visited_on, clinic=appointment.clinic
    )
    if taken.exclude(pk=visit.pk).exists():
        raise VisitThereAlready
    save_changes(viewer, visit, asdict(appointment), at=now)
    return visit


@transaction.atomic
def settle_visit(viewer: Viewer, *, visit: Visit, state: str, today: date, now: datetime) -> Visit:
    """It happened, it was called off, or it is open again. Raises VisitInTheFuture."""
    if state == State.HAPPENED and visit.visited_on > today:
        raise VisitInTheFuture
    save_changes(viewer, visit, {"state": state}, at=now)
    return visit


@transaction.atomic
def write_questions(
    viewer: Viewer, *, visit: Visit, questions: Sequence[str], now: datetime
) -> Visit:
    """Up to three questions in their order; gaps close, and what is left out is emptied."""
    asked = [text.strip() for text in questions if text.strip()][:MOST_QUESTIONS]
    asked += [""] * (MOST_QUESTIONS - len(asked))
    values = {f"question_{number}": text for number, text in enumerate(asked, start=1)}
    save_changes(viewer, visit, values, at=now)
    return visit


@transaction.atomic
def write_note(viewer: Viewer, *, visit: Visit, text: str, now: datetime) -> None:
    """What the patient noted after the visit; an empty text takes the note away."""
    notes = VisitNote.objects.editable_by(viewer).filter(visit=visit)
    note = notes.first()
    if not text.strip():
        if note is not None:
            delete_recorded(viewer, note, at=now)
        return
    if note is None:
        row = VisitNote.objects.create_for(viewer, visit=visit, text=text.strip(), recorded_at=now)
        record_change(viewer, row, CREATED, at=now)
        return
    save_changes(viewer, note, {"text": text.strip()}, at=now, also={"changed_at": now})


@transaction.atomic
def remove_visit(viewer: Viewer, *, visit: Visit, now: datetime) -> None:
    """Take a visit out with its questions and its note; what was recorded for its day stays."""
    delete_recorded(viewer, visit, at=now)
