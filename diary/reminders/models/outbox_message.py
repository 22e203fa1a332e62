from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ldn_app.access.privacy_classes import CLINICAL, TECHNICAL
from ldn_app.access.records import PatientOwned

from .channel import Channel
from .reminder_schedule import ReminderSchedule


class OutboxMessage(PatientOwned):
    """One reminder on its way over one channel. The row is the truth, the queue only a nudge.

    queued → claimed (by one worker, under ``claim``) → leaving (this one is being handed over
    right now) → a final state with its ``reason``. A row that was "leaving" when its worker died
    may have gone out: it ends as unconfirmed and is never sent again. ``not_before`` is when it
    may be tried (next), ``tries`` how often it was handed over in vain, ``claims`` how often a
    worker took it. ``settled_at``: when it came to its final state. ``dose_day``: the night, or
    the date of another room, that the message is about.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("送る前")
        CLAIMED = "claimed", _("送る準備中")
        SENDING = "leaving", _("送っているところ")
        HANDED_OVER = "handed_over", _("送りました")
        EXPIRED = "expired", _("時間が過ぎたので送りませんでした")
        CANCELLED = "cancelled", _("送る必要がなくなりました")
        FAILED = "failed", _("送れませんでした")
        UNCONFIRMED = "unconfirmed", _("送れたか確かめられませんでした")
        QUARANTINED = "poison", _("送れないため取りのけました")

    UNFINISHED = (State.QUEUED, State.CLAIMED, State.SENDING)

    share_category = None
    privacy: ClassVar = {
        "channel": TECHNICAL,
        "kind": TECHNICAL,
        "dose_day": CLINICAL,
        "attempt": TECHNICAL,
        "due_at": TECHNICAL,
        "not_before": TECHNICAL,
        "state": TECHNICAL,
        "reason": TECHNICAL,
        "tries": TECHNICAL,
        "claims": TECHNICAL,
        "claim": TECHNICAL,
        "claimed_at": TECHNICAL,
        "leaving_at": TECHNICAL,
        "settled_at": TECHNICAL,
        "created_at": TECHNICAL,
    }

    channel = models.ForeignKey(Channel, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=ReminderSchedule.Kind)
    dose_day = models.DateField()
    attempt = models.PositiveSmallIntegerField()
    due_at = models.DateTimeField()
    not_before = models.DateTimeField()
    state = models.CharField(max_length=12, choices=State, default=State.QUEUED)
    reason = models.CharField(max_length=40, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    claims = models.PositiveSmallIntegerField(default=0)
    claim = models.UUIDField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    leaving_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "dose_day", "kind", "attempt", "channel"],
                name="message_once_per_night_kind_attempt_and_channel",
            ),
        ]
        indexes = [
            models.Index(
                fields=["not_before"],
                condition=models.Q(state="queued"),
                name="message_waiting",
            ),
            models.Index(
                fields=["claimed_at"],
                condition=models.Q(state__in=["claimed", "leaving"]),
                name="message_in_a_workers_hands",
            ),
            models.Index(fields=["due_at"], name="message_by_due"),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"
