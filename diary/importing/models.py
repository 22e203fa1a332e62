from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models

from ldn_app.access.privacy_classes import TECHNICAL
from ldn_app.access.records import PatientOwned

KEPT_FOR = timedelta(hours=1)


class WaitingFile(PatientOwned):
    """A file that was chosen and waits to be looked at and taken in; at most one per patient.

    ``large``: a worker reads it, and pages show what was found.
    """

    class Kind(models.TextChoices):
        OWN = "own", "own"
        TABLE = "table", "table"

    share_category = None
    privacy: ClassVar = {"kind": TECHNICAL, "made_at": TECHNICAL, "large": TECHNICAL}

    kind = models.CharField(max_length=10, choices=Kind)
    made_at = models.DateTimeField(db_index=True)
    large = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["patient"], name="waiting_file_one_per_patient")
        ]

    def __str__(self) -> str:
        return f"waiting file {self.pk}"

    def is_over(self, now: datetime) -> bool:
        return now >= self.made_at + KEPT_FOR


class WaitingContent(models.Model):
    """What a waiting file holds and what was chosen for its columns, encrypted. Reached through
    the file only; deleted with it. A copy for an hour of what the patient has already: it is not
    exported."""

    file = models.OneToOneField(
        WaitingFile, models.CASCADE, primary_key=True, related_name="content"
    )
    token = models.TextField()
    choices_token = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"content of waiting file {self.pk}"
