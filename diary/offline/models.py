"""Which answers of a phone have arrived: sending one again changes nothing, nor does an older one
that comes after a newer one."""

from typing import ClassVar

from django.db import models

from ldn_app.access.privacy_classes import TECHNICAL
from ldn_app.access.records import PatientOwned


class ReplayedAnswer(PatientOwned):
    """One tap that has arrived. ``client_id`` was made by the phone before it was sent first.

    ``number`` grows with each answer of one ``phone``; ``question`` is what was answered: the
    address and the key of the question. All three are empty where the order does not matter.
    """

    share_category = None
    privacy: ClassVar = dict.fromkeys(
        ("client_id", "made_at", "received_at", "phone", "number", "question"), TECHNICAL
    )

    client_id = models.UUIDField()
    made_at = models.DateTimeField()
    received_at = models.DateTimeField(db_index=True)
    phone = models.UUIDField(null=True, blank=True)
    number = models.BigIntegerField(null=True, blank=True)
    question = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "client_id"], name="answer_arrives_once_per_patient"
            )
        ]
        indexes = [models.Index(fields=["patient", "phone", "question"], name="answer_by_question")]

    def __str__(self) -> str:
        return f"answer {self.pk}"
