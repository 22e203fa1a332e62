from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ldn_app.access.privacy_classes import CLINICAL, TECHNICAL
from ldn_app.access.records import PatientOwned

LONGEST_NAME = 40
LONGEST_VALUE = 30
LONGEST_UNIT = 24
LONGEST_LIMIT = 20
DECIMAL = {"max_digits": 14, "decimal_places": 5}


class LabResult(PatientOwned):
    """One line of a laboratory slip, as it was typed.

    ``value`` and ``comparator`` are what ``value_text`` says: 「<0.3」 is 0.3 with "<". ``value``
    is None where the result is words (陰性). ``low`` and ``high`` are the laboratory's own range
    in the same unit, with ``low_text`` and ``high_text`` as printed; None: nothing was entered.
    ``item_key`` names an item of ``data/items.yaml``; empty for the patient's own.
    """

    class Comparator(models.TextChoices):
        LESS = "<", _("未満")
        AT_MOST = "<=", _("以下")
        MORE = ">", _("より大きい")
        AT_LEAST = ">=", _("以上")

    share_category = "labs"
    share_day_field = "collected_on"
    privacy: ClassVar = {
        "collected_on": CLINICAL,
        "item_key": CLINICAL,
        "item_name": CLINICAL,
        "value_text": CLINICAL,
        "value": CLINICAL,
        "comparator": CLINICAL,
        "unit": CLINICAL,
        "low_text": CLINICAL,
        "low": CLINICAL,
        "high_text": CLINICAL,
        "high": CLINICAL,
        "recorded_at": TECHNICAL,
        "changed_at": TECHNICAL,
    }

    collected_on = models.DateField()  # the day the blood was taken
    item_key = models.CharField(max_length=40, blank=True)
    item_name = models.CharField(max_length=LONGEST_NAME)
    value_text = models.CharField(max_length=LONGEST_VALUE)
    value = models.DecimalField(**DECIMAL, null=True, blank=True)
    comparator = models.CharField(max_length=2, choices=Comparator, blank=True)
    unit = models.CharField(max_length=LONGEST_UNIT, blank=True)
    low_text = models.CharField(max_length=LONGEST_LIMIT, blank=True)
    low = models.DecimalField(**DECIMAL, null=True, blank=True)
    high_text = models.CharField(max_length=LONGEST_LIMIT, blank=True)
    high = models.DecimalField(**DECIMAL, null=True, blank=True)
    recorded_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "collected_on", "item_name"],
                name="lab_result_one_per_item_and_day",
            ),
            models.CheckConstraint(
                condition=models.Q(value__isnull=False) | models.Q(comparator=""),
                name="lab_result_comparator_needs_a_number",
            ),
        ]

    def __str__(self) -> str:
        return f"lab result {self.pk}"
