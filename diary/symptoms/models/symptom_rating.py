from typing import ClassVar

from django.db import models

from ldn_app.access.privacy_classes import CLINICAL, TECHNICAL

from .daily_answer import DailyAnswer


class SymptomRating(DailyAnswer):
    """How strong a symptom was at its worst on a day: 0 (none) to 10 (worst imaginable)."""

    share_category = "symptoms"
    privacy: ClassVar = {"symptom": TECHNICAL, "score": CLINICAL}

    symptom = models.ForeignKey("symptoms.TrackedSymptom", models.CASCADE, related_name="ratings")
    score = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["symptom", "day"], name="symptom_rating_one_per_symptom_and_day"
            ),
            models.CheckConstraint(
                condition=models.Q(score__lte=10), name="symptom_rating_is_at_most_ten"
            ),
        ]
        indexes = [models.Index(fields=["patient", "day"], name="rating_by_patient_and_day")]

    def __str__(self) -> str:
        return f"symptom rating {self.pk}"
