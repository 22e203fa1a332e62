from typing import ClassVar

from django.db import models

from ldn_app.access.privacy_classes import CLINICAL, TECHNICAL
from ldn_app.access.records import PatientOwned

LONGEST_NAME = 80
LONGEST_NOTE = 200


class OtherMedicine(PatientOwned):
    """A medicine besides LDN, by the name that the patient typed. Nothing is looked up.

    ``since_on`` None: the patient does not know since when. ``until_on`` None: still in use;
    otherwise the last day. No share day: what was begun long ago is still taken today.
    """

    share_category = "other_medicines"
    privacy: ClassVar = {
        "name": CLINICAL,
        "since_on": CLINICAL,
        "until_on": CLINICAL,
        "note": CLINICAL,
        "recorded_at": TECHNICAL,
        "changed_at": TECHNICAL,
    }

    name = models.CharField(max_length=LONGEST_NAME)
    since_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)
    recorded_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "name", "since_on"], name="other_medicine_once_per_beginning"
            ),
            models.UniqueConstraint(
                fields=["patient", "name"],
                condition=models.Q(since_on__isnull=True),
                name="other_medicine_once_without_a_beginning",
            ),
            models.CheckConstraint(
                condition=models.Q(since_on__isnull=True)
                | models.Q(until_on__isnull=True)
                | models.Q(until_on__gte=models.F("since_on")),
                name="other_medicine_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"other medicine {self.pk}"
