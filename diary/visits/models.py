from typing import ClassVar

from django.db import models

from ldn_app.access.privacy_classes import CLINICAL, TECHNICAL
from ldn_app.access.records import PatientOwned


class Visit(PatientOwned):
    """A day on which the patient saw the doctor; the period 「前回の受診から」 begins there."""

    share_category = "visits"
    share_day_field = "visited_on"
    privacy: ClassVar = {"visited_on": CLINICAL, "recorded_at": TECHNICAL}

    visited_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["patient", "visited_on"], name="visit_one_per_day")
        ]

    def __str__(self) -> str:
        return f"visit {self.pk}"
