import uuid
from datetime import datetime, timedelta

from django.db import models

KEPT_FOR = timedelta(hours=1)


class PaperBatch(models.Model):
    """What one reader asked for of several patients in one go; each is a PaperJob.

    It belongs to one session (``session_key``), which has at most one, and is unreachable once
    that session is over. ``asked_for``: how many patients were chosen; the jobs can be fewer.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reader = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    session_key = models.CharField(max_length=40)
    asked_for = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session_key"], name="paper_batch_one_for_a_session")
        ]

    def __str__(self) -> str:
        return f"paper batch {self.pk}"

    def is_over(self, now: datetime) -> bool:
        """Whether its hour is over: nothing may be read any more."""
        return now >= self.asked_at + KEPT_FOR
