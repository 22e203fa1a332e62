from datetime import time
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ldn_app.access.privacy_classes import TECHNICAL
from ldn_app.access.records import PatientOwned

from ..domain.planning import EVERY_DAY, Rule


class ReminderSchedule(PatientOwned):
    """One kind of reminder of one patient.

    ``local_time`` on the clock of the place; ``days``: a bit for each weekday of the dose day,
    Monday first. ``after_minutes`` and ``at_most`` count for "still open" only, whose
    ``local_time`` and ``days`` are those of the dose. ``by_email``/``by_push``: over which sorts
    of channel; ``by_calendar``: whether the patient's calendar shows it ("still open" never).
    ``day_before`` counts for appointments only: on the evening before, or on the day itself (as
    a refill always is).
    ``next_due_at`` (with the dose day and the attempt it is for) is the one instant that the tick
    looks at; it is set exactly while the kind is switched on.
    """

    class Kind(models.TextChoices):
        DOSE = "dose", _("お薬の時間")
        CHECK_IN = "check_in", _("体調の記録")
        STILL_OPEN = "still_open", _("まだ記録がないとき")
        APPOINTMENT = "appointment", _("受診の予定")
        REFILL = "refill", _("薬の手配")

    # Those whose message leads to the one-button page of a night.
    ASK_FOR_DOSE = (Kind.DOSE, Kind.STILL_OPEN)
    # Those that are about a date of another room, and silent on every other day.
    ABOUT_A_DATE = (Kind.APPOINTMENT, Kind.REFILL)

    class AfterMinutes(models.IntegerChoices):
        QUARTER = 15, _("15分後")
        HALF = 30, _("30分後")
        HOUR = 60, _("60分後")

    share_category = None
    privacy: ClassVar = {
        "kind": TECHNICAL,
        "enabled": TECHNICAL,
        "local_time": TECHNICAL,
        "days": TECHNICAL,
        "after_minutes": TECHNICAL,
        "at_most": TECHNICAL,
        "by_email": TECHNICAL,
        "by_push": TECHNICAL,
        "by_calendar": TECHNICAL,
        "day_before": TECHNICAL,
        "next_due_at": TECHNICAL,
        "next_day": TECHNICAL,
        "next_attempt": TECHNICAL,
    }

    kind = models.CharField(max_length=12, choices=Kind)
    enabled = models.BooleanField(default=False)
    local_time = models.TimeField(default=time(22))
    days = models.PositiveSmallIntegerField(default=EVERY_DAY)
    after_minutes = models.PositiveSmallIntegerField(
        choices=AfterMinutes, default=AfterMinutes.HALF
    )
    at_most = models.PositiveSmallIntegerField(default=1)
    by_email = models.BooleanField(default=True)
    by_push = models.BooleanField(default=True)
    by_calendar = models.BooleanField(default=True, db_default=True)
    day_before = models.BooleanField(default=True, db_default=True)
    next_due_at = models.DateTimeField(null=True, blank=True)
    next_day = models.DateField(null=True, blank=True)
    next_attempt = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "kind"], name="schedule_one_per_patient_and_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(days__gte=1, days__lte=EVERY_DAY),
                name="schedule_has_at_least_one_day",
            ),
            models.CheckConstraint(
                condition=models.Q(at_most__gte=1, at_most__lte=3),
                name="schedule_asks_again_at_most_three_times",
            ),
            models.CheckConstraint(
                condition=models.Q(enabled=True, next_due_at__isnull=False, next_day__isnull=False)
                | models.Q(enabled=False, next_due_at__isnull=True, next_day__isnull=True),
                name="schedule_has_a_next_due_exactly_while_enabled",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_due_at"],
                condition=models.Q(next_due_at__isnull=False),
                name="schedule_by_next_due",
            )
        ]

    def __str__(self) -> str:
        return f"schedule {self.pk}"

    @property
    def reaches_only_a_calendar(self) -> bool:
        """Whether it is on, and neither mail nor push carries it."""
        return self.enabled and not (self.by_email or self.by_push)

    def rule(self) -> Rule:
        """The times of this schedule, for planning."""
        if self.kind == self.Kind.STILL_OPEN:
            return Rule(self.local_time, self.days, self.after_minutes, self.at_most)
        return Rule(self.local_time, self.days)
