from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..privacy_classes import TECHNICAL
from ..records import PatientOwned


class ChangeEvent(PatientOwned):
    """That a row of the record was written: which, how, when, by whom; never what it said."""

    class Action(models.TextChoices):
        CREATED = "created", _("記録した")
        CHANGED = "changed", _("直した")
        DELETED = "deleted", _("取り消した")

    privacy: ClassVar = {
        "actor_user_id": TECHNICAL,
        "model_label": TECHNICAL,
        "row_id": TECHNICAL,
        "action": TECHNICAL,
        "fields": TECHNICAL,
        "at": TECHNICAL,
    }

    actor_user_id = models.BigIntegerField(null=True, blank=True)
    model_label = models.CharField(max_length=80)
    row_id = models.BigIntegerField()
    action = models.CharField(max_length=10, choices=Action)
    fields = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["patient", "-at"], name="change_event_by_patient")]

    def __str__(self) -> str:
        return f"change event {self.pk}"
