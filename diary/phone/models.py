"""Which answers of a phone have arrived, so that sending one again changes nothing."""

from typing import ClassVar

from django.db import models

from ldn_app.access.privacy_classes import TECHNICAL
from ldn_app.access.records import PatientOwned


class ReplayedAnswer(PatientOwned):
    """One tap that has arrived. ``client_id`` was made by the phone before it was sent first."""

    share_category = None
    privacy: ClassVar = {"client_id": TECHNICAL, "made_at": TECHNICAL, "received_at": TECHNICAL}

    client_id = models.UUIDField()
    made_at = models.DateTimeField()
    received_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "client_id"], name="answer_arrives_once_per_patient"
            )
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"
