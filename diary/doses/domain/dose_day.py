"""Which evening a moment belongs to.

A dose day begins at ``day_starts_at`` (04:00 by default) on the clock of the place where the
patient is, and ends where the next one begins. 00:30 therefore still belongs to the evening
before. The borders are instants, so that a clock set back or forward can neither repeat a dose
day nor lose one.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)


def dose_day_starts(day: date, *, zone: ZoneInfo, day_starts_at: time) -> datetime:
    """The instant (UTC) at which dose day ``day`` begins.

    A wall-clock time that happens twice begins the first time; one that the zone skips begins as
    much later as the clock jumped. A calendar day that a zone skips altogether has no length.
    """
    return datetime.combine(day, day_starts_at, tzinfo=zone).astimezone(UTC)


def dose_day_of(moment: datetime, *, zone: ZoneInfo, day_starts_at: time) -> date:
    """The dose day that the aware ``moment`` belongs to; raises ValueError when it is naive."""
    if moment.tzinfo is None:
        raise ValueError("dose_day_of needs an aware moment")
    day = moment.astimezone(zone).date() + ONE_DAY
    while moment < dose_day_starts(day, zone=zone, day_starts_at=day_starts_at):
        day -= ONE_DAY
    return day
