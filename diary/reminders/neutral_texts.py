"""What a reminder says when the patient chose no words of their own."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

TONIGHT = _("今夜の記録の時間です")
TODAY = _("今日の記録の時間です")
TOMORROWS_PLAN = _("明日の予定のお知らせです")
TODAYS_PLAN = _("今日の予定のお知らせです")
EVENING_BEGINS, NIGHT_ENDS = 16, 4


def neutral_text(due_at: datetime, zone: str) -> str:
    """「今夜」 only where it is evening or night on the clock of ``zone``."""
    hour = due_at.astimezone(ZoneInfo(zone)).hour
    return str(TONIGHT if hour >= EVENING_BEGINS or hour < NIGHT_ENDS else TODAY)


def dated_text(on: date, due_at: datetime, zone: str) -> str:
    """Says when and neither where nor what."""
    today = due_at.astimezone(ZoneInfo(zone)).date()
    return str(TODAYS_PLAN if on <= today else TOMORROWS_PLAN)
