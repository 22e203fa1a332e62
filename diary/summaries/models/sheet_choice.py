from typing import ClassVar

from django.db import models

from ldn_app.access.privacy_classes import TECHNICAL
from ldn_app.access.records import PatientOwned

from ..domain.period import DEFAULT, LONGEST_WORD


class SheetChoice(PatientOwned):
    """How a patient wants the sheet for the doctor: chosen once and remembered.

    ``period`` is one of domain.period.CHOICES; ``first_day`` and ``last_day`` are set for the free
    one. ``sections``: what follows the first page (domain.visit_summary.AppendixSection).
    """

    share_category = None
    privacy: ClassVar = {
        "period": TECHNICAL,
        "first_day": TECHNICAL,
        "last_day": TECHNICAL,
        "sections": TECHNICAL,
    }

    period = models.CharField(max_length=LONGEST_WORD, default=DEFAULT)
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    sections = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["patient"], name="sheet_choice_one_per_patient")
        ]

    def __str__(self) -> str:
        return f"sheet choice {self.pk}"
