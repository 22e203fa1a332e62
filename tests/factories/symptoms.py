"""Followed symptoms, invented."""

from datetime import UTC, datetime
from itertools import count

from diary.symptoms.models import TrackedSymptom
from ldn_app.access.viewer import on_behalf_of
from ldn_app.accounts.models import Patient

_places = count()


def follow(patient: Patient, name: str) -> TrackedSymptom:
    """``patient`` follows the symptom ``name``, after those that are followed already."""
    return TrackedSymptom.objects.create_for(
        on_behalf_of(patient.pk),
        name=name,
        position=next(_places),
        added_at=datetime(2026, 10, 1, tzinfo=UTC),
    )
