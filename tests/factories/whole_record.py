"""A row with every field filled for every patient-owned model there is, by looking at the fields.

A new model needs nothing here unless one of its constraints ties fields together.
"""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import uuid4

from django.db import models

from ldn_app.access.privacy import patient_owned_models
from ldn_app.accounts.models import Clinician, Patient, User
from tests.factories.accounts import a_clinician

MOMENT = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
_numbers = count(1)

# What the fields of a model must be together, where a constraint says so.
TIED: dict[str, dict[str, Any]] = {
    "doses.Regimen": {"form": "liquid"},
    "doses.RegimenEvent": {"kind": "start", "usual_time": None},
    "doses.Dose": {"status": "taken"},
    "symptoms.SideEffect": {"severity": "mild"},
    "symptoms.Sleep": {"quality": 7, "times_awake": 2},
    "symptoms.SymptomRating": {"score": 6},
    "reminders.ReminderSchedule": {"days": 127, "at_most": 3, "after_minutes": 30},
    "questionnaires.Response": {"low": Decimal("0.000"), "high": Decimal("9.000")},
    "safety.OtherMedicine": {"since_on": date(2026, 1, 5), "until_on": date(2026, 3, 5)},
    "labs.LabResult": {"value": Decimal("0.30000")},
    "papers.PaperJob": {"state": "done", "reader": None, "batch": None},
    "comments.Comment": {"taken_back_at": None},
    "access.ShareGrant": {
        "kind": "room",
        "may_comment": False,
        "clinic": None,
        "reader": None,
        "rolling_days": None,
        "wrong_codes": 3,
        "first_day": date(2026, 11, 1),
        "last_day": date(2026, 11, 30),
        "created_at": MOMENT,
        "expires_at": MOMENT + timedelta(days=30),
    },
}


def a_whole_record(patient: Patient, *, mark: str) -> dict[type[models.Model], models.Model]:
    """One row of each patient-owned model for ``patient``; every text contains ``mark``."""
    rows: dict[type[models.Model], models.Model] = {}
    for model in patient_owned_models():
        _row(model, patient, mark, rows)
    return rows


def _row(model, patient: Patient, mark: str, rows: dict) -> models.Model:
    if model not in rows:
        tied = TIED.get(model._meta.label, {})
        values = {
            field.name: _value(field, patient, mark, rows)
            for field in model._meta.concrete_fields
            if not field.primary_key and field.name not in tied
        }
        row = model(**values, **tied)
        row.save(force_insert=True)
        row.refresh_from_db()
        rows[model] = row
    return rows[model]


def _value(field: models.Field, patient: Patient, mark: str, rows: dict) -> Any:
    if field.is_relation:
        return _related(field, patient, mark, rows)
    if field.name == "actor_user_id":
        return patient.user_id  # Any other number may be somebody's who happens to exist.
    number = next(_numbers)
    if field.choices:
        return field.choices[0][0]
    if isinstance(field, models.CharField | models.TextField):
        return f"{mark}{number}"[: field.max_length]
    return _of_kind(field, number)


def _of_kind(field: models.Field, number: int) -> Any:
    kinds = {
        models.UUIDField: uuid4(),
        models.JSONField: [f"part{number}"],
        models.DateTimeField: MOMENT + timedelta(minutes=number),
        models.DateField: date(2026, 1, 1) + timedelta(days=number % 300),
        models.TimeField: time(number % 24, 30),
        models.DecimalField: Decimal("4.50"),
        models.BooleanField: True,
        models.IntegerField: number % 10,
    }
    for kind, value in kinds.items():
        if isinstance(field, kind):
            return value
    raise AssertionError(f"No value known for {field}.")


def _related(field: models.Field, patient: Patient, mark: str, rows: dict) -> models.Model:
    if field.related_model is Patient:
        return patient
    if field.related_model is Clinician:
        return Clinician.objects.first() or a_clinician()
    if field.related_model is User:
        return (Clinician.objects.first() or a_clinician()).user
    return _row(field.related_model, patient, mark, rows)
