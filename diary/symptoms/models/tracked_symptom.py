from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ldn_app.access.privacy_classes import CLINICAL, TECHNICAL
from ldn_app.access.records import PatientOwned


class TrackedSymptom(PatientOwned):
    """A symptom that the patient chose to follow. Taking it off the list keeps its history.

    ``library_key`` names the entry of the starter library; empty for the patient's own words.
    """

    share_category = "symptoms"
    privacy: ClassVar = {
        "name": CLINICAL,
        "anchor": CLINICAL,
        "library_key": CLINICAL,
        "position": TECHNICAL,
        "added_at": TECHNICAL,
        "removed_at": TECHNICAL,
    }

    name = models.CharField(_("症状"), max_length=40)
    anchor = models.CharField(_("10 のめやす"), max_length=100, blank=True)
    library_key = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "name"],
                name="tracked_symptom_one_row_per_name",
            )
        ]

    def __str__(self) -> str:
        return f"tracked symptom {self.pk}"
