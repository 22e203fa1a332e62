"""When a reminder is due: schedules and places in, instants out. No clock, no database.

An occurrence belongs to a dose day, never to "24 hours later": neither a clock set forward or
back, nor a late tick can repeat or lose one. A time that the clock skips is due at the next
minute there is; a time that happens twice is due the first time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from ldn_app.clock import ONE_DAY, PatientClock

EVERY_DAY = 0b111_1111
# A reminder later than this is dropped: late in the night it invites a second dose.
TOO_LATE_AFTER = timedelta(hours=2)
ONE_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Rule:
    """``at`` on the clock of the place, on the weekdays of ``days`` (bits, Monday first).

    ``every_minutes``/``times``: asked ``times`` times, each so much later than the one before,
    the first so much later than ``at``; 0 and 1 for a plain reminder at ``at``.
    """

    at: time
    days: int = EVERY_DAY
    every_minutes: int = 0
    times: int = 1


class Occurrence(NamedTuple):
    """One reminder: for which dose day, the how-manieth of it (from 1), and when (UTC)."""

    day: date
    attempt: int
    due_at: datetime


def wants_day(rule: Rule, day: date) -> bool:
    """Whether the rule names the weekday of dose day ``day``."""
    return bool(rule.days >> day.weekday() & 1)


@lru_cache(maxsize=4096)  # At 22:00 thousands share their rule, their night and their clock.
def due_at(rule: Rule, day: date, attempt: int, *, clock: PatientClock) -> datetime:
    """The instant (UTC) at which attempt ``attempt`` of dose day ``day`` is due."""
    calendar_day = day if rule.at >= clock.day_starts_at else day + ONE_DAY
    moment = first_valid(datetime.combine(calendar_day, rule.at), clock.zone)
    last_minute = clock.starts(day + ONE_DAY) - ONE_MINUTE
    return min(moment, last_minute) + timedelta(minutes=rule.every_minutes) * attempt


def first_valid(wall: datetime, zone) -> datetime:
    """The instant (UTC) of the naive ``wall`` in ``zone``.

    The first of two; where the clock skips it, the first minute after the jump.
    """
    before = wall.replace(tzinfo=zone, fold=0)
    after = wall.replace(tzinfo=zone, fold=1)
    if before.utcoffset() >= after.utcoffset():
        return before.astimezone(UTC)
    early, late = after.astimezone(UTC), before.astimezone(UTC)
    new_offset = late.astimezone(zone).utcoffset()
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) / 2
        if middle.astimezone(zone).utcoffset() == new_offset:
            late = middle
        else:
            early = middle
    whole = late.replace(second=0, microsecond=0)
    return whole if late - whole < timedelta(seconds=1) else whole + ONE_MINUTE


def occurrences(rule: Rule, first_day: date, *, clock: PatientClock) -> Iterator[Occurrence]:
    """Occurrences from dose day ``first_day`` on, without end, in the order of their days.

    A calendar day that the zone skips altogether has none.
    """
    day = first_day
    while True:
        if wants_day(rule, day) and clock.starts(day) < clock.starts(day + ONE_DAY):
            for attempt in range(1, rule.times + 1):
                yield Occurrence(day, attempt, due_at(rule, day, attempt, clock=clock))
        day += ONE_DAY


def first_after(rule: Rule, moment: datetime, *, clock: PatientClock) -> Occurrence:
    """The first occurrence that is due later than ``moment``: where a new schedule begins."""
    start = clock.day_of(moment) - ONE_DAY
    return next(one for one in occurrences(rule, start, clock=clock) if one.due_at > moment)


@lru_cache(maxsize=4096)
def following(rule: Rule, day: date, attempt: int, *, clock: PatientClock) -> Occurrence:
    """The occurrence after attempt ``attempt`` of dose day ``day``, due or not."""
    return next(
        one
        for one in occurrences(rule, day, clock=clock)
        if (one.day, one.attempt) > (day, attempt)
    )


def is_too_late(due: datetime, *, now: datetime) -> bool:
    """Whether a reminder that was due at ``due`` must not go out any more."""
    return now - due > TOO_LATE_AFTER


def is_quiet(wall: time, quiet_from: time | None, quiet_until: time | None) -> bool:
    """Whether ``wall`` lies in the quiet hours (the end is exclusive); None: there are none."""
    if quiet_from is None or quiet_until is None or quiet_from == quiet_until:
        return False
    if quiet_from < quiet_until:
        return quiet_from <= wall < quiet_until
    return wall >= quiet_from or wall < quiet_until
