from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ldn_app.access.privacy_classes import IDENTIFYING, SECRET, TECHNICAL
from ldn_app.access.records import PatientOwned, PatientRecordManager, PatientRecordQuerySet


class ChannelQuerySet(PatientRecordQuerySet):
    def active(self):
        """Channels that messages may go out over."""
        return self.filter(state=Channel.State.ACTIVE)


class Channel(PatientOwned):
    """One way to reach a patient: their e-mail address, or one browser on one device.

    The e-mail channel keeps no address: the account's own is read when a message leaves.
    ``endpoint``, ``p256dh`` and ``auth`` (base64url) are a browser's push subscription;
    ``endpoint_digest`` (SHA-256, hex) tells the same browser again. ``off_reason`` says why a
    channel is off: see OffReason. A channel that the provider refused for good is never
    switched on again by itself. ``failures_in_a_row``: messages that ended without having been
    taken, since the last one that was; ``bounced_at``: when mail last came back, after a relay had
    taken it. See diary.reminders.services.channel_health.
    """

    class Kind(models.TextChoices):
        EMAIL = "email", _("メール")
        WEB_PUSH = "web_push", _("この端末への通知")

    class State(models.TextChoices):
        ACTIVE = "active", _("使っている")
        OFF = "off", _("止まっている")

    class OffReason(models.TextChoices):
        PATIENT = "patient", _("ご自分で止めました")
        UNSUBSCRIBED = "unsubscribed", _("メールの「配信停止」で止めました")
        REFUSED = "refused", _("届け先が受け取れなくなりました")
        BOUNCED = "bounced", _("届かずに戻ってきました")
        COMPLAINT = "complaint", _("迷惑メールとして知らせがありました")

    # So many failures in a row are a state of the channel, and no longer one bad night.
    FAILURES_THAT_COUNT = 2

    share_category = None
    privacy: ClassVar = {
        "kind": TECHNICAL,
        "label": IDENTIFYING,
        "state": TECHNICAL,
        "off_reason": TECHNICAL,
        "off_at": TECHNICAL,
        "endpoint": IDENTIFYING,
        "endpoint_digest": IDENTIFYING,
        "p256dh": SECRET,
        "auth": SECRET,
        "failures_in_a_row": TECHNICAL,
        "bounced_at": TECHNICAL,
        "created_at": TECHNICAL,
    }

    kind = models.CharField(max_length=10, choices=Kind)
    label = models.CharField(max_length=60, blank=True)  # such as "iPhone", the patient's own word
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    off_reason = models.CharField(max_length=15, choices=OffReason, blank=True)
    off_at = models.DateTimeField(null=True, blank=True)
    endpoint = models.TextField(blank=True)
    endpoint_digest = models.CharField(max_length=64, blank=True)
    p256dh = models.CharField(max_length=100, blank=True)
    auth = models.CharField(max_length=40, blank=True)
    failures_in_a_row = models.PositiveSmallIntegerField(default=0, db_default=0)
    bounced_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    objects = PatientRecordManager.from_queryset(ChannelQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient"],
                condition=models.Q(kind="email"),
                name="channel_one_email_per_patient",
            ),
            models.UniqueConstraint(
                fields=["patient", "endpoint_digest"],
                condition=models.Q(kind="web_push"),
                name="channel_one_per_patient_and_browser",
            ),
        ]

    def __str__(self) -> str:
        return f"channel {self.pk}"

    @property
    def is_failing(self) -> bool:
        """Whether it is on, and takes nothing time and again."""
        on = self.state == self.State.ACTIVE
        return on and self.failures_in_a_row >= self.FAILURES_THAT_COUNT
