"""Privacy classes: every field of a patient-owned model has one.

The class drives export (all three leave with the patient, labelled), erasure (identifying and
clinical fields must be gone, not merely unlinked) and logs (only technical fields may appear).
"""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from .privacy_classes import IDENTIFYING, TECHNICAL, PrivacyClass
from .records import PatientOwned

# Columns that PatientOwned and Django give to every model.
INHERITED = {"id": TECHNICAL, "patient": TECHNICAL}

# Models that say who the person is; they live below this app and cannot be PatientOwned.
PERSON_FIELDS: dict[str, dict[str, PrivacyClass]] = {
    "accounts.Patient": {
        "id": TECHNICAL,
        "user": TECHNICAL,
        "display_name": IDENTIFYING,
        "time_zone": TECHNICAL,
        "day_starts_at": TECHNICAL,
        "week_starts_on": TECHNICAL,
        "text_size": TECHNICAL,
        "furigana": TECHNICAL,
        "theme": TECHNICAL,
        "first_run_done_at": TECHNICAL,
        "created_at": TECHNICAL,
        "clock_changed_at": TECHNICAL,
        "standing_notices": TECHNICAL,
        "sealed_at": TECHNICAL,
    },
    "accounts.HealthDataConsent": {
        "id": TECHNICAL,
        "user": TECHNICAL,
        "version": TECHNICAL,
        "given_at": TECHNICAL,
        "withdrawn_at": TECHNICAL,
    },
}


def patient_owned_models() -> Iterator[type[PatientOwned]]:
    """Every concrete patient-owned model of the project, in a stable order."""
    found = [model for model in apps.get_models() if issubclass(model, PatientOwned)]
    yield from sorted(found, key=lambda model: model._meta.label)


def privacy_classes(model: type[models.Model]) -> dict[str, PrivacyClass]:
    """The privacy class of each field of ``model`` by field name."""
    if issubclass(model, PatientOwned):
        declared = {}
        for base in reversed(model.__mro__):
            declared.update(vars(base).get("privacy", {}))
        return {**INHERITED, **declared}
    return PERSON_FIELDS[model._meta.label]
