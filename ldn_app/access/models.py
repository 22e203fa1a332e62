import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from .privacy_classes import CLINICAL, IDENTIFYING, TECHNICAL
from .records import PatientOwned


class ShareCategory(models.TextChoices):
    """What a patient may share, one switch each."""

    PLAN = "plan", _("処方の計画")
    DOSES = "doses", _("服用の記録")
    SYMPTOMS = "symptoms", _("症状")
    SLEEP = "sleep", _("眠り")
    SIDE_EFFECTS = "side_effects", _("副作用")
    NOTES = "notes", _("メモ")
    VISITS = "visits", _("受診")
    LABS = "labs", _("検査の値")
    QUESTIONNAIRES = "questionnaires", _("質問票の点数")
    OTHER_MEDICINES = "other_medicines", _("ほかの薬")
    SUPPLY = "supply", _("薬の入手")


class ShareGrant(PatientOwned):
    """A patient's permission for one clinician to read named categories until it ends."""

    privacy: ClassVar = {
        "public_id": TECHNICAL,
        "clinician": IDENTIFYING,
        "categories": CLINICAL,
        "first_day": CLINICAL,
        "last_day": CLINICAL,
        "created_at": TECHNICAL,
        "expires_at": TECHNICAL,
        "revoked_at": TECHNICAL,
    }

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    clinician = models.ForeignKey("accounts.Clinician", models.CASCADE, related_name="+")
    categories = models.JSONField(default=list)
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")),
                name="share_grant_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(first_day__isnull=True)
                | models.Q(last_day__isnull=True)
                | models.Q(last_day__gte=models.F("first_day")),
                name="share_grant_days_are_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"share grant {self.pk}"

    def is_live_for(self, user_id: int, *, now: datetime) -> bool:
        """Whether the clinician with ``user_id`` may open this grant at ``now``."""
        return (
            self.clinician.user_id == user_id
            and self.revoked_at is None
            and self.created_at <= now < self.expires_at
        )


class AccessEvent(PatientOwned):
    """That a clinician looked at a diary; the patient can read it."""

    privacy: ClassVar = {
        "grant": TECHNICAL,
        "clinician_name": IDENTIFYING,
        "page": TECHNICAL,
        "at": TECHNICAL,
    }

    grant = models.ForeignKey(ShareGrant, models.CASCADE, related_name="+")
    clinician_name = models.CharField(max_length=80)
    page = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["patient", "-at"], name="access_event_by_patient")]

    def __str__(self) -> str:
        return f"access event {self.pk}"


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
