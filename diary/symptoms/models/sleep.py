from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ldn_app.access.privacy_classes import CLINICAL

from .daily_answer import DailyAnswer


class Sleep(DailyAnswer):
    """The sleep that ended on the morning of ``day``. Every field may be unanswered (None)."""

    class Degree(models.TextChoices):
        NONE = "none", _("なし")
        SOME = "some", _("少し")
        STRONG = "strong", _("強い")

    share_category = "sleep"
    privacy: ClassVar = {
        "bed_at": CLINICAL,
        "up_at": CLINICAL,
        "times_awake": CLINICAL,
        "quality": CLINICAL,
        "insomnia": CLINICAL,
        "vivid_dreams": CLINICAL,
    }

    bed_at = models.TimeField(_("ふとんに入った時刻"), null=True, blank=True)
    up_at = models.TimeField(_("起きた時刻"), null=True, blank=True)
    times_awake = models.PositiveSmallIntegerField(_("目がさめた回数"), null=True, blank=True)
    quality = models.PositiveSmallIntegerField(_("眠りの質"), null=True, blank=True)
    insomnia = models.CharField(
        _("寝つけない・眠れない"), max_length=10, choices=Degree, null=True, blank=True
    )
    vivid_dreams = models.CharField(
        _("はっきりした夢"), max_length=10, choices=Degree, null=True, blank=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["patient", "day"], name="sleep_one_per_day"),
            models.CheckConstraint(
                condition=models.Q(quality__isnull=True) | models.Q(quality__lte=10),
                name="sleep_quality_is_at_most_ten",
            ),
            models.CheckConstraint(
                condition=models.Q(times_awake__isnull=True) | models.Q(times_awake__lte=20),
                name="sleep_times_awake_is_at_most_twenty",
            ),
        ]

    def __str__(self) -> str:
        return f"sleep {self.pk}"
