from typing import ClassVar

from django.db import models

from ldn_app.access.privacy_classes import CLINICAL

from .daily_answer import DailyAnswer


class DayNote(DailyAnswer):
    """What the patient wrote about a day. ``unusual`` None: the question was not answered."""

    share_category = "notes"
    privacy: ClassVar = {"text": CLINICAL, "tell_doctor": CLINICAL, "unusual": CLINICAL}

    text = models.TextField(blank=True, max_length=2000)
    tell_doctor = models.BooleanField(default=False)
    unusual = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["patient", "day"], name="day_note_one_per_day")
        ]

    def __str__(self) -> str:
        return f"day note {self.pk}"
