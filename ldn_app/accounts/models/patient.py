from datetime import time
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from .appearance import TextSize, Theme


def validate_time_zone(name: str) -> None:
    """Refuse what is not an IANA zone name."""
    if name not in available_timezones():
        raise ValidationError(_("時間帯を一覧から選んでください。"))


class Patient(models.Model):
    """The person a diary belongs to, and how they like to read it."""

    TextSize = TextSize
    Theme = Theme

    class WeekStart(models.IntegerChoices):
        MONDAY = 0, _("月曜日")
        SUNDAY = 6, _("日曜日")

    user = models.OneToOneField("accounts.User", models.CASCADE, related_name="patient")
    display_name = models.CharField(_("お名前または呼び名"), max_length=40, blank=True)
    time_zone = models.CharField(
        _("時間帯"), max_length=64, default="Asia/Tokyo", validators=[validate_time_zone]
    )
    day_starts_at = models.TimeField(_("1日の始まり"), default=time(4))
    week_starts_on = models.PositiveSmallIntegerField(
        _("週の始まり"), choices=WeekStart, default=WeekStart.MONDAY
    )
    text_size = models.CharField(
        _("文字の大きさ"), max_length=10, choices=TextSize, default=TextSize.NORMAL
    )
    furigana = models.BooleanField(_("ふりがな"), default=False)
    theme = models.CharField(_("画面の色"), max_length=10, choices=Theme, default=Theme.AUTO)
    first_run_done_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    # When the place or the beginning of the day changed: higher rooms work out anew what is due.
    clock_changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Since when nobody may read the record, because its owner asked to have it erased.
    sealed_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Keys of what Tonight says until it is dealt with (ldn_app.accounts.standing_notices). It
    # stands here because a page has this row already: no query asks whether something is wrong.
    standing_notices = models.JSONField(
        default=list, db_default=models.Value([], models.JSONField()), blank=True, editable=False
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["clock_changed_at"],
                condition=models.Q(clock_changed_at__isnull=False),
                name="patient_by_clock_change",
            ),
            models.Index(
                fields=["sealed_at"],
                condition=models.Q(sealed_at__isnull=False),
                name="patient_by_sealing",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(day_starts_at__lt=time(12)),
                name="patient_day_starts_before_noon",
            )
        ]

    def __str__(self) -> str:
        return f"patient {self.pk}"
