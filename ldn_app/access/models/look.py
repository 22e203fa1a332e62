from typing import ClassVar

from django.db import models

from ..privacy_classes import IDENTIFYING, SECRET, TECHNICAL
from ..records import PatientOwned
from .share_grant import ShareGrant


class Look(PatientOwned):
    """A visitor's browser that gave a name and the right code, until ``ends_at``.

    ``key_digest`` (SHA-256, hex): of the key in that browser's cookie.
    """

    privacy: ClassVar = {
        "grant": TECHNICAL,
        "visitor_name": IDENTIFYING,
        "key_digest": SECRET,
        "began_at": TECHNICAL,
        "ends_at": TECHNICAL,
    }

    grant = models.ForeignKey(ShareGrant, models.CASCADE, related_name="+")
    visitor_name = models.CharField(max_length=80)
    key_digest = models.CharField(max_length=64, unique=True)
    began_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"look {self.pk}"
