from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ldn_app.access.privacy_classes import CLINICAL

from ..domain.answers import NONE_TODAY, URGENT_PREFIX
from .daily_answer import DailyAnswer

UNGRADED = models.Q(kind=NONE_TODAY) | models.Q(kind__startswith=URGENT_PREFIX)


class SideEffect(DailyAnswer):
    """An adverse event that the patient ticked for a day.

    No row at all for a day means that nobody answered; 「今日はなし」 is a row of its own, with
    the kind NONE_TODAY. It has no severity, nor has a red flag: those are ticked, not graded.
    """

    NONE_TODAY = NONE_TODAY

    class Severity(models.TextChoices):
        MILD = "mild", _("軽い")
        MODERATE = "moderate", _("つらい")
        SEVERE = "severe", _("とてもつらい")

    share_category = "side_effects"
    privacy: ClassVar = {"kind": CLINICAL, "severity": CLINICAL}

    kind = models.CharField(max_length=40)  # a key of the side effects or of the red flags
    severity = models.CharField(max_length=10, choices=Severity, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "day", "kind"], name="side_effect_one_per_kind_and_day"
            ),
            models.CheckConstraint(
                condition=models.Q(UNGRADED, severity__isnull=True)
                | (~UNGRADED & models.Q(severity__isnull=False)),
                name="side_effect_has_a_severity_unless_none_or_urgent",
            ),
        ]

    def __str__(self) -> str:
        return f"side effect {self.pk}"
