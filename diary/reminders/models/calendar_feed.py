from typing import ClassVar

from django.db import models

from ldn_app.access.privacy_classes import SECRET, TECHNICAL
from ldn_app.access.records import PatientOwned


class CalendarFeed(PatientOwned):
    """The secret address under which a calendar reads one patient's coming reminders.

    ``token_digest`` (SHA-256, hex) finds the row; ``sealed_token`` is the token encrypted with
    this site's key, so that its owner can be shown the address again. No row: no such address.
    ``read_at``: when a calendar last came, to the hour.
    """

    share_category = None
    privacy: ClassVar = {
        "token_digest": SECRET,
        "sealed_token": SECRET,
        "made_at": TECHNICAL,
        "read_at": TECHNICAL,
    }

    token_digest = models.CharField(max_length=64)
    sealed_token = models.CharField(max_length=255)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["patient"], name="calendar_feed_one_per_patient"),
            models.UniqueConstraint(fields=["token_digest"], name="calendar_feed_one_per_token"),
        ]

    def __str__(self) -> str:
        return f"calendar feed {self.pk}"
