from typing import ClassVar

from django.db import models

from ldn_app.access.privacy_classes import CLINICAL, TECHNICAL
from ldn_app.access.records import PatientOwned

from .visit import Visit


class VisitNote(PatientOwned):
    """What the patient wrote down after a visit. It may speak of one doctor and is therefore never
    shared with another: a row of its own, because a grant opens whole rows."""

    share_category = None
    privacy: ClassVar = {
        "visit": TECHNICAL,
        "text": CLINICAL,
        "recorded_at": TECHNICAL,
        "changed_at": TECHNICAL,
    }

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="+")
    text = models.CharField(max_length=2000)
    recorded_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit"], name="visit_note_one_per_visit")]

    def __str__(self) -> str:
        return f"visit note {self.pk}"
