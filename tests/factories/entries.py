"""Entries of a diary, invented; as quick as rows can be, without the services."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

from diary.doses.models import Dose
from diary.doses.models.plan_in_force import PlanInForce
from diary.symptoms.models import DayNote, SideEffect, Sleep, SymptomRating, TrackedSymptom
from ldn_app.access.viewer import on_behalf_of
from ldn_app.accounts.models import Patient


def _given(day: date) -> dict:
    moment = datetime.combine(day, time(13), tzinfo=UTC)
    return {"recorded_at": moment, "time_zone": "Asia/Tokyo", "filled_later": False}


def make_dose(plan: PlanInForce, day: date, *, amount_mg: str = "1.5", **values) -> Dose:
    """A dose that was taken, unless ``values`` says otherwise."""
    taken = {
        "status": "taken",
        "amount_mg": Decimal(amount_mg),
        "taken_at": _given(day)["recorded_at"],
    }
    if values.get("status") == "skipped":
        taken = {"taken_at": None, "amount_mg": None}
    row = {"regimen": plan.regimen, "dose_day": day, **_given(day), **taken, **values}
    return Dose.objects.create_for(on_behalf_of(plan.patient.pk), **row)


def make_symptom(patient: Patient, name: str, **values) -> TrackedSymptom:
    values.setdefault("added_at", datetime(2026, 1, 1, tzinfo=UTC))
    return TrackedSymptom.objects.create_for(on_behalf_of(patient.pk), name=name, **values)


def rate(symptom: TrackedSymptom, day: date, score: int, **values) -> SymptomRating:
    row = {"symptom": symptom, "day": day, "score": score, **_given(day), **values}
    return SymptomRating.objects.create_for(on_behalf_of(symptom.patient_id), **row)


def make_sleep(patient: Patient, day: date, **values) -> Sleep:
    return _entry(Sleep, patient, day, values)


def make_side_effect(patient: Patient, day: date, kind: str, severity: str | None = None):
    return _entry(SideEffect, patient, day, {"kind": kind, "severity": severity})


def make_note(patient: Patient, day: date, text: str, **values) -> DayNote:
    return _entry(DayNote, patient, day, {"text": text, **values})


def _entry(model, patient: Patient, day: date, values: dict):
    return model.objects.create_for(on_behalf_of(patient.pk), day=day, **{**_given(day), **values})
