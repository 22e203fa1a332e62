"""The clock of a patient: which evening a moment belongs to. The only place that knows.

A dose day begins at ``day_starts_at`` (04:00 by default) on the clock of the place where the
patient is, and ends where the next one begins. 00:30 therefore still belongs to the evening
before. The borders are instants, so that a clock set back or forward can neither repeat a dose
day nor lose one.
"""

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class PatientClock:
    """A patient's place and the hour at which their dose days begin."""

    zone: ZoneInfo
    day_starts_at: time

    def day_of(self, moment: datetime) -> date:
        """The dose day of the aware ``moment``."""
        return dose_day_of(moment, zone=self.zone, day_starts_at=self.day_starts_at)

    def starts(self, day: date) -> datetime:
        """The instant (UTC) at which dose day ``day`` begins."""
        return dose_day_starts(day, zone=self.zone, day_starts_at=self.day_starts_at)

    def moment_on(self, day: date, at: time) -> datetime:
        """The instant (UTC) on dose day ``day`` at which the clock shows ``at``.

        00:30 on a dose day lies on the next calendar day. A time that happens twice means the
        first; one that is skipped means as much later as the clock jumped.
        """
        calendar_day = day if at >= self.day_starts_at else day + ONE_DAY
        return datetime.combine(calendar_day, at, tzinfo=self.zone).astimezone(UTC)


def clock_of(patient) -> PatientClock:
    """The place and the hour at which the dose days of ``patient`` (the row) begin."""
    return PatientClock(ZoneInfo(patient.time_zone), patient.day_starts_at)


def today_of(patient, now: datetime) -> date:
    """What ``patient``, and whoever reads their record, calls today: the dose day of ``now``."""
    return clock_of(patient).day_of(now)
