"""When an answer was given, seen from the dose day that it is for."""

from dataclasses import dataclass
from datetime import date, datetime

from ldn_app.clock import PatientClock

EARLIEST_DAY = date(1990, 1, 1)  # no diary reaches back so far; an address may


class DayNotYetThere(ValueError):
    """The dose day lies in the future."""


@dataclass(frozen=True, slots=True)
class AnswerTime:
    """``now`` (aware) on the clock of ``time_zone``; ``later``: dose day ``day`` is over."""

    day: date
    now: datetime
    time_zone: str
    later: bool


def answer_time(day: date, *, now: datetime, clock: PatientClock) -> AnswerTime:
    """The moment ``now`` for an answer about ``day``; raises DayNotYetThere before it begins."""
    today = clock.day_of(now)
    if day > today:
        raise DayNotYetThere
    return AnswerTime(day, now, clock.zone.key, later=today > day)
