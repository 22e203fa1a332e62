from typing import ClassVar

from django.db import models

from ..privacy_classes import IDENTIFYING, TECHNICAL
from ..records import PatientOwned
from .share_grant import ShareGrant


class AccessEvent(PatientOwned):
    """That somebody looked at a diary through a grant; the patient can read it.

    ``reader_name``: as the account says, or as the visitor gave it. ``kind``: an AccessKind; in
    old rows also a text that no kind was found for. ``day``: the day that was opened, if the
    page shows one day.
    """

    privacy: ClassVar = {
        "grant": TECHNICAL,
        "reader_name": IDENTIFYING,
        "clinic_name": IDENTIFYING,
        "kind": TECHNICAL,
        "day": TECHNICAL,
        "at": TECHNICAL,
    }

    grant = models.ForeignKey(ShareGrant, models.CASCADE, related_name="+")
    reader_name = models.CharField(max_length=80)
    clinic_name = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=80)
    day = models.DateField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["patient", "-at"], name="access_event_by_patient")]

    def __str__(self) -> str:
        return f"access event {self.pk}"
