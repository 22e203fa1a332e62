from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ldn_app.access.privacy_classes import CLINICAL, TECHNICAL
from ldn_app.access.records import PatientOwned

DECIMAL = {"max_digits": 9, "decimal_places": 3}
LONGEST_NAME = 60
LONGEST_VERSION = 40


class Response(PatientOwned):
    """One score of one instrument on one day.

    ``instrument`` and ``scale`` are keys of ``instruments/*.yaml``; "own" for an instrument
    that the patient named. Names, direction and range are kept as they were on that day, so that a
    change of a data file rewrites no history. ``low`` and ``high`` None: the range is not known.
    """

    class Direction(models.TextChoices):
        HIGHER_WORSE = "higher_worse", _("数字が大きいほど、つらい")
        HIGHER_BETTER = "higher_better", _("数字が大きいほど、よい")
        UNKNOWN = "unknown", _("わからない")

    class Origin(models.TextChoices):
        HERE = "here", _("この画面で選んだ")
        PAPER = "paper", _("紙から書きうつした")

    share_category = "questionnaires"
    share_day_field = "answered_on"
    privacy: ClassVar = {
        "answered_on": CLINICAL,
        "instrument": CLINICAL,
        "instrument_name": CLINICAL,
        "version": CLINICAL,
        "scale": CLINICAL,
        "scale_name": CLINICAL,
        "value": CLINICAL,
        "direction": CLINICAL,
        "low": CLINICAL,
        "high": CLINICAL,
        "origin": TECHNICAL,
        "recorded_at": TECHNICAL,
        "changed_at": TECHNICAL,
    }

    answered_on = models.DateField()
    instrument = models.CharField(max_length=40)
    instrument_name = models.CharField(max_length=LONGEST_NAME)
    version = models.CharField(max_length=LONGEST_VERSION, blank=True)
    scale = models.CharField(max_length=40)
    scale_name = models.CharField(max_length=LONGEST_NAME, blank=True)
    value = models.DecimalField(**DECIMAL)
    direction = models.CharField(max_length=15, choices=Direction)
    low = models.DecimalField(**DECIMAL, null=True, blank=True)
    high = models.DecimalField(**DECIMAL, null=True, blank=True)
    origin = models.CharField(max_length=10, choices=Origin)
    recorded_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "patient",
                    "answered_on",
                    "instrument",
                    "instrument_name",
                    "version",
                    "scale",
                ],
                name="response_one_per_scale_and_day",
            ),
            models.CheckConstraint(
                condition=models.Q(low__isnull=True) | models.Q(value__gte=models.F("low")),
                name="response_is_not_below_its_range",
            ),
            models.CheckConstraint(
                condition=models.Q(high__isnull=True) | models.Q(value__lte=models.F("high")),
                name="response_is_not_above_its_range",
            ),
        ]

    def __str__(self) -> str:
        return f"response {self.pk}"
