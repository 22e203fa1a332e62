from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ldn_app.access.privacy_classes import CLINICAL, TECHNICAL
from ldn_app.access.records import PatientOwned


class Regimen(PatientOwned):
    """A plan as the doctor wrote it; what it says for a night follows from its events.

    A patient has one plan at a time. ``ended_day`` is the first dose day it no longer covers.
    """

    class Form(models.TextChoices):
        CAPSULE = "capsule", _("カプセル")
        TABLET = "tablet", _("錠剤")
        LIQUID = "liquid", _("液剤")
        CREAM = "cream", _("クリーム")

    share_category = "plan"
    privacy: ClassVar = {
        "form": CLINICAL,
        "strength_mg_per_ml": CLINICAL,
        "ended_day": CLINICAL,
        "created_at": TECHNICAL,
    }

    form = models.CharField(_("かたち"), max_length=10, choices=Form)
    strength_mg_per_ml = models.DecimalField(
        _("濃さ (mg/mL)"), max_digits=6, decimal_places=3, null=True, blank=True
    )
    ended_day = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient"],
                condition=models.Q(ended_day__isnull=True),
                name="regimen_one_at_a_time_per_patient",
            ),
            models.CheckConstraint(
                condition=models.Q(strength_mg_per_ml__isnull=True)
                | models.Q(form="liquid", strength_mg_per_ml__gt=0),
                name="regimen_strength_only_for_a_liquid",
            ),
        ]

    def __str__(self) -> str:
        return f"regimen {self.pk}"
