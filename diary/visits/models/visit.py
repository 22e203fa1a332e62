from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ldn_app.access.privacy_classes import CLINICAL, IDENTIFYING, TECHNICAL
from ldn_app.access.records import PatientOwned, PatientRecordManager, PatientRecordQuerySet


class VisitQuerySet(PatientRecordQuerySet):
    def happened(self):
        """Days on which the patient saw the doctor: what 「前回の受診」 and the sheet count."""
        return self.filter(state=Visit.State.HAPPENED)

    def planned(self):
        """Appointments, also those whose day went by and that nobody has answered yet."""
        return self.filter(state=Visit.State.PLANNED)


class Visit(PatientOwned):
    """An appointment that becomes a day on which the patient saw the doctor.

    ``visited_on``: its calendar date, to come or gone. A day that went by makes nothing happen:
    only the patient knows. ``local_time``: on the clock of the place; None when none was named.
    ``remind``: whether the reminder of appointments, if the patient uses it, is for this one too.
    ``question_1`` to ``question_3``: what the patient wants to ask; "" for none.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("予定")
        HAPPENED = "happened", _("受診した")
        CANCELLED = "cancelled", _("とりやめ")

    share_category = "visits"
    share_day_field = "visited_on"
    privacy: ClassVar = {
        "visited_on": CLINICAL,
        "state": CLINICAL,
        "local_time": CLINICAL,
        "clinic": IDENTIFYING,
        "remind": TECHNICAL,
        "question_1": CLINICAL,
        "question_2": CLINICAL,
        "question_3": CLINICAL,
        "recorded_at": TECHNICAL,
    }

    visited_on = models.DateField()
    state = models.CharField(
        max_length=10, choices=State, default=State.HAPPENED, db_default=State.HAPPENED
    )
    local_time = models.TimeField(null=True, blank=True)
    clinic = models.CharField(max_length=60, blank=True, default="", db_default="")
    remind = models.BooleanField(default=True, db_default=True)
    question_1 = models.CharField(max_length=200, blank=True, default="", db_default="")
    question_2 = models.CharField(max_length=200, blank=True, default="", db_default="")
    question_3 = models.CharField(max_length=200, blank=True, default="", db_default="")
    recorded_at = models.DateTimeField()

    objects = PatientRecordManager.from_queryset(VisitQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "visited_on", "clinic"], name="visit_one_per_day_and_clinic"
            )
        ]

    def __str__(self) -> str:
        return f"visit {self.pk}"

    @property
    def questions(self) -> tuple[str, ...]:
        """What the patient wants to ask, in order, without gaps."""
        return tuple(text for text in (self.question_1, self.question_2, self.question_3) if text)
