from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ldn_app.access.privacy_classes import CLINICAL, TECHNICAL
from ldn_app.access.records import PatientOwned

LONGEST_TEXT = 40


class Supply(PatientOwned):
    """What was obtained on a day, as the label says it. No seller and no price is asked for.

    ``expires_on`` None and empty texts: the patient did not write it down. ``refill_on``: the day
    on which the patient wants to be reminded of getting the next, chosen by them; nothing is
    worked out from amounts.
    """

    class Source(models.TextChoices):
        CLINIC = "clinic", _("医療機関")
        PERSONAL_IMPORT = "personal_import", _("個人輸入")
        OTHER = "other", _("その他")

    class Form(models.TextChoices):
        CAPSULE = "capsule", _("カプセル")
        TABLET = "tablet", _("錠剤")
        LIQUID = "liquid", _("液剤")
        CREAM = "cream", _("クリーム")
        OTHER = "other", _("その他")

    share_category = "supply"
    share_day_field = "obtained_on"
    privacy: ClassVar = {
        "obtained_on": CLINICAL,
        "source": CLINICAL,
        "form": CLINICAL,
        "strength_text": CLINICAL,
        "lot": CLINICAL,
        "expires_on": CLINICAL,
        "quantity_text": CLINICAL,
        "refill_on": CLINICAL,
        "recorded_at": TECHNICAL,
        "changed_at": TECHNICAL,
    }

    obtained_on = models.DateField()
    source = models.CharField(max_length=20, choices=Source)
    form = models.CharField(max_length=10, choices=Form)
    strength_text = models.CharField(max_length=LONGEST_TEXT, blank=True)
    lot = models.CharField(max_length=LONGEST_TEXT, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    quantity_text = models.CharField(max_length=LONGEST_TEXT, blank=True)
    refill_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "obtained_on", "source", "form", "strength_text", "lot"],
                name="supply_once_per_day_and_lot",
            )
        ]

    def __str__(self) -> str:
        return f"supply {self.pk}"
