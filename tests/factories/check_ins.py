"""Symptoms and answers, invented."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from diary.symptoms.models import DayNote, SideEffect, Sleep, SymptomRating, TrackedSymptom
from ldn_app.access.viewer import on_behalf_of
from ldn_app.accounts.models import Patient

ADDED_AT = datetime(2026, 1, 5, 3, tzinfo=UTC)

_numbers = count(1)


def make_symptom(patient: Patient, **values) -> TrackedSymptom:
    number = next(_numbers)
    values = {"name": f"症状{number}", "added_at": ADDED_AT, "position": number, **values}
    return TrackedSymptom.objects.create_for(on_behalf_of(patient.pk), **values)


def given(day: date, **values) -> dict:
    """When an answer for ``day`` was given: that evening in Tokyo."""
    moment = datetime.combine(day, time(12), tzinfo=UTC)
    return {
        "day": day,
        "recorded_at": moment,
        "time_zone": "Asia/Tokyo",
        "filled_later": False,
        **values,
    }


def make_rating(symptom: TrackedSymptom, day: date, score: int, **values) -> SymptomRating:
    viewer = on_behalf_of(symptom.patient_id)
    return SymptomRating.objects.create_for(
        viewer, symptom=symptom, score=score, **given(day, **values)
    )


def make_sleep(patient: Patient, day: date, **values) -> Sleep:
    return Sleep.objects.create_for(on_behalf_of(patient.pk), **given(day, **values))


def make_effect(patient: Patient, day: date, kind: str, severity=None, **values) -> SideEffect:
    viewer = on_behalf_of(patient.pk)
    return SideEffect.objects.create_for(
        viewer, kind=kind, severity=severity, **given(day, **values)
    )


def make_note(patient: Patient, day: date, **values) -> DayNote:
    return DayNote.objects.create_for(on_behalf_of(patient.pk), **given(day, **values))


def fill_diary(patient: Patient, *, last: date, days: int, symptoms: int = 3) -> None:
    """Every kind of answer for each of the ``days`` up to ``last``."""
    tracked = [make_symptom(patient) for _ in range(symptoms)]
    viewer = on_behalf_of(patient.pk)
    all_days = [last - timedelta(days=back) for back in range(days)]

    def rows(model, **values):
        return (model(patient=patient, **given(day), **values) for day in all_days)

    for place, symptom in enumerate(tracked):
        ratings = rows(SymptomRating, symptom=symptom, score=3 + place)
        SymptomRating.objects.editable_by(viewer).bulk_create(ratings, batch_size=2000)
    sleeps = rows(Sleep, insomnia="none", vivid_dreams="some", quality=6)
    Sleep.objects.editable_by(viewer).bulk_create(sleeps, batch_size=2000)
    effects = rows(SideEffect, kind="headache", severity="mild")
    SideEffect.objects.editable_by(viewer).bulk_create(effects, batch_size=2000)
    DayNote.objects.editable_by(viewer).bulk_create(rows(DayNote, text="晴れ"), batch_size=2000)
