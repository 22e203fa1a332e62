from typing import ClassVar

from django.db import models

from ldn_app.access.privacy_classes import IDENTIFYING, TECHNICAL
from ldn_app.access.records import PatientOwned


class ReminderSettings(PatientOwned):
    """What holds for all reminders of one patient.

    ``quiet_from``/``quiet_until``: wall-clock times between which nothing is sent (over midnight
    when the first is later); both or neither. ``paused_until``: the last dose day without
    reminders, inclusive. ``own_text``: the patient's words instead of the neutral sentence.
    ``fixed_zone``: the IANA zone that the times stay in although the patient travels; empty: they
    follow the patient. ``asked_zone``: the patient's zone when they were last asked about that.
    """

    share_category = None
    privacy: ClassVar = {
        "quiet_from": TECHNICAL,
        "quiet_until": TECHNICAL,
        "paused_until": TECHNICAL,
        "own_text": IDENTIFYING,
        "fixed_zone": TECHNICAL,
        "asked_zone": TECHNICAL,
    }

    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)
    paused_until = models.DateField(null=True, blank=True)
    own_text = models.CharField(max_length=60, blank=True)
    fixed_zone = models.CharField(max_length=64, blank=True)
    asked_zone = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["patient"], name="reminder_settings_one_per_patient"),
            models.CheckConstraint(
                condition=models.Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | models.Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="reminder_settings_quiet_hours_have_both_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"reminder settings {self.pk}"
