from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ldn_app.access.privacy_classes import CLINICAL, TECHNICAL
from ldn_app.access.records import PatientOwned
from ldn_app.access.viewer import Viewer


class OpioidAnswer(PatientOwned):
    """What the patient said about opioids on a day; the newest answer holds.

    No row: nobody answered. No share day: an answer from before a shared period still holds.
    """

    class Answer(models.TextChoices):
        NONE = "none", _("使っていない")
        USING = "using", _("使っている")
        UNSURE = "unsure", _("わからない")

    share_category = "other_medicines"
    privacy: ClassVar = {
        "answered_on": CLINICAL,
        "answer": CLINICAL,
        "recorded_at": TECHNICAL,
        "changed_at": TECHNICAL,
    }

    answered_on = models.DateField()
    answer = models.CharField(max_length=10, choices=Answer)
    recorded_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "answered_on"], name="opioid_answer_one_per_day"
            )
        ]

    def __str__(self) -> str:
        return f"opioid answer {self.pk}"

    @classmethod
    def last_of(cls, viewer: Viewer) -> "OpioidAnswer | None":
        """The answer that holds; None when nobody answered yet."""
        return cls.objects.visible_to(viewer).order_by("-answered_on").first()
