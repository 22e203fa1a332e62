"""What a reminder says when the patient chose no words of their own."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

TONIGHT = _("今夜の記録の時間です")
TODAY = _("今日の記録の時間です")
EVENING_BEGINS, NIGHT_ENDS = 16, 4


def neutral_text(due_at: datetime, zone: str) -> str:
    """「今夜」 only where it is evening or night on the clock of ``zone``."""
    hour = due_at.astimezone(ZoneInfo(zone)).hour
    return str(TONIGHT if hour >= EVENING_BEGINS or hour < NIGHT_ENDS else TODAY)
