from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ldn_app.access.privacy_classes import CLINICAL, TECHNICAL
from ldn_app.access.records import PatientOwned

from ..domain.titration import Kind, PlanEvent, Slot


class RegimenEvent(PatientOwned):
    """One line of a plan's history. Lines are added and marked withdrawn, never rewritten."""

    class KindChoice(models.TextChoices):
        START = Kind.START, _("はじめ")
        STEP_UP = Kind.STEP_UP, _("増やす")
        STEP_BACK = Kind.STEP_BACK, _("減らす")
        HOLD = Kind.HOLD, _("量を据え置く")
        TO_MORNING = Kind.TO_MORNING, _("夜から朝へ")
        TO_EVENING = Kind.TO_EVENING, _("朝から夜へ")
        TIME = Kind.TIME, _("いつもの時刻")
        PAUSE = Kind.PAUSE, _("お休み")
        RESUME = Kind.RESUME, _("再開")
        END = Kind.END, _("終わり")

    class SlotChoice(models.TextChoices):
        EVENING = Slot.EVENING, _("夜")
        MORNING = Slot.MORNING, _("朝")

    class PauseReason(models.TextChoices):
        SURGERY = "surgery", _("手術・処置")
        PAIN_RELIEF = "pain_relief", _("オピオイドの薬")
        CONDITION = "condition", _("体調")
        NO_SUPPLY = "no_supply", _("薬がない")
        DOCTOR = "doctor", _("医師の指示")
        OTHER = "other", _("その他")

    share_category = "plan"
    share_day_field = "on_day"
    privacy: ClassVar = {
        "regimen": TECHNICAL,
        "kind": CLINICAL,
        "on_day": CLINICAL,
        "amount_mg": CLINICAL,
        "slot": CLINICAL,
        "usual_time": CLINICAL,
        "reason": CLINICAL,
        "note": CLINICAL,
        "recorded_at": TECHNICAL,
        "withdrawn_at": TECHNICAL,
        "withdrawn_note": CLINICAL,
    }

    regimen = models.ForeignKey("doses.Regimen", models.CASCADE, related_name="events")
    kind = models.CharField(max_length=12, choices=KindChoice)
    on_day = models.DateField()
    amount_mg = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    slot = models.CharField(max_length=10, choices=SlotChoice, null=True, blank=True)
    usual_time = models.TimeField(null=True, blank=True)
    reason = models.CharField(max_length=20, choices=PauseReason, blank=True)
    note = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["on_day", "recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=["start", "step_up", "step_back", "hold"], amount_mg__isnull=False
                )
                | (
                    ~models.Q(kind__in=["start", "step_up", "step_back", "hold"])
                    & models.Q(amount_mg__isnull=True)
                ),
                name="regimen_event_amount_set_exactly_when_it_names_one",
            ),
            models.CheckConstraint(
                condition=models.Q(amount_mg__isnull=True)
                | models.Q(amount_mg__gte="0.1", amount_mg__lte=50),
                name="regimen_event_amount_between_a_tenth_and_fifty",
            ),
        ]

    def __str__(self) -> str:
        return f"regimen event {self.pk}"

    def as_plan_event(self) -> PlanEvent:
        """The same line for the pure rules."""
        return PlanEvent(
            id=self.pk,
            kind=Kind(self.kind),
            on_day=self.on_day,
            recorded_at=self.recorded_at,
            amount_mg=self.amount_mg,
            slot=Slot(self.slot) if self.slot else None,
            usual_time=self.usual_time,
            reason=self.reason,
            note=self.note,
            withdrawn=self.withdrawn_at is not None,
        )
