from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ldn_app.access.privacy_classes import CLINICAL, TECHNICAL
from ldn_app.access.records import PatientOwned, PatientRecordManager, PatientRecordQuerySet

# How long an answer can be taken back or corrected without being marked as changed.
UNDO_MINUTES = 30


class DoseQuerySet(PatientRecordQuerySet):
    def during(self, first_day, last_day):
        """Answers for the dose days from ``first_day`` to ``last_day``, both inclusive."""
        return self.filter(dose_day__range=(first_day, last_day))


class Dose(PatientOwned):
    """The answer for one dose day; at most one per regimen and day.

    ``amount_mg``: what was taken. ``taken_at`` None on a taken dose: answered on a later day by
    somebody who does not remember the time. ``filled_later``: answered after that dose day was over
    (後日). ``changed_at``: when the answer was last changed after its half hour of undo.
    """

    class Status(models.TextChoices):
        TAKEN = "taken", _("飲んだ")
        SKIPPED = "skipped", _("飲まなかった")

    class SkipReason(models.TextChoices):
        CONDITION = "condition", _("体調")
        SIDE_EFFECT = "side_effect", _("副作用が気になった")
        PAIN_RELIEF = "pain_relief", _("オピオイドの薬を使った")
        NO_SUPPLY = "no_supply", _("薬がなかった")
        ASLEEP = "asleep", _("眠ってしまった")
        DOCTOR = "doctor", _("医師の指示")
        OTHER = "other", _("その他")

    share_category = "doses"
    share_day_field = "dose_day"
    privacy: ClassVar = {
        "regimen": TECHNICAL,
        "dose_day": CLINICAL,
        "status": CLINICAL,
        "taken_at": CLINICAL,
        "amount_mg": CLINICAL,
        "skip_reason": CLINICAL,
        "note": CLINICAL,
        "time_zone": TECHNICAL,
        "recorded_at": TECHNICAL,
        "filled_later": TECHNICAL,
        "changed_at": TECHNICAL,
    }

    regimen = models.ForeignKey("doses.Regimen", models.CASCADE, related_name="doses")
    dose_day = models.DateField()
    status = models.CharField(max_length=10, choices=Status)
    taken_at = models.DateTimeField(null=True, blank=True)
    amount_mg = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    skip_reason = models.CharField(max_length=20, choices=SkipReason, blank=True)
    note = models.CharField(max_length=200, blank=True)
    time_zone = models.CharField(max_length=64)  # where the patient was that evening
    recorded_at = models.DateTimeField()
    filled_later = models.BooleanField()
    changed_at = models.DateTimeField(null=True, blank=True)

    objects = PatientRecordManager.from_queryset(DoseQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["regimen", "dose_day"], name="dose_one_answer_per_regimen_and_day"
            ),
            models.CheckConstraint(
                condition=models.Q(status="taken", taken_at__isnull=False)
                | models.Q(status="taken", filled_later=True)
                | models.Q(status="skipped", taken_at__isnull=True, amount_mg__isnull=True),
                name="dose_taken_at_known_unless_skipped_or_filled_later",
            ),
        ]
        indexes = [models.Index(fields=["patient", "dose_day"], name="dose_by_patient_and_day")]

    def __str__(self) -> str:
        return f"dose {self.pk}"

    @property
    def undo_ends_at(self) -> datetime:
        """Until when 「取り消す」 stands out and a correction leaves no mark."""
        return self.recorded_at + timedelta(minutes=UNDO_MINUTES)
