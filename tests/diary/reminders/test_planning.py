"""Planning is pure: zones, jumps of the clock, and three years of random ticks."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diary.reminders.domain.planning import (
    EVERY_DAY,
    Rule,
    due_at,
    first_after,
    following,
    is_quiet,
    is_too_late,
    wants_day,
)
from diary.reminders.domain.retrying import next_try
from ldn_app.clock import ONE_DAY, PatientClock

ZONES = [
    "Asia/Tokyo",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Pacific/Chatham",
    "America/St_Johns",
    "Africa/Casablanca",
    "Pacific/Apia",
    "Africa/Cairo",
    "America/Nuuk",
    "Asia/Gaza",
    "Pacific/Kiritimati",
    "Antarctica/Troll",
    "UTC",
]


def clock(zone: str, day_starts_at: time = time(4)) -> PatientClock:
    return PatientClock(ZoneInfo(zone), day_starts_at)


def wall(moment: datetime, zone: str) -> str:
    return f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("zone", "day", "at", "expected"),
    [
        ("Asia/Tokyo", date(2026, 11, 22), time(22), "2026-11-22 22:00"),
        # Half past midnight belongs to the evening before.
        ("Asia/Tokyo", date(2026, 11, 22), time(0, 30), "2026-11-23 00:30"),
        # The clock skips 02:00–03:00: the next minute there is.
        ("Europe/Berlin", date(2026, 3, 28), time(2, 30), "2026-03-29 03:00"),
        ("America/New_York", date(2026, 3, 7), time(2, 15), "2026-03-08 03:00"),
        # Lord Howe Island jumps by half an hour only.
        ("Australia/Lord_Howe", date(2026, 10, 3), time(2, 10), "2026-10-04 02:30"),
        # Cairo skips 00:00–01:00.
        ("Africa/Cairo", date(2026, 4, 23), time(0, 20), "2026-04-24 01:00"),
        ("Asia/Kathmandu", date(2026, 11, 22), time(22, 45), "2026-11-22 22:45"),
    ],
)
def test_a_reminder_is_due_on_the_clock_of_the_place(zone, day, at, expected):
    assert wall(due_at(Rule(at), day, 1, clock=clock(zone)), zone) == expected


def test_a_time_that_happens_twice_is_due_the_first_time():
    moment = due_at(Rule(time(2, 30)), date(2026, 10, 24), 1, clock=clock("Europe/Berlin"))

    assert moment == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 02:30 in summer time


def test_a_day_that_a_country_skipped_has_no_reminder():
    """Samoa had no 30 December 2011."""
    after = following(Rule(time(22)), date(2011, 12, 29), 1, clock=clock("Pacific/Apia"))

    assert after.day == date(2011, 12, 31)


def test_still_open_asks_again_at_fixed_distances_from_the_dose():
    rule = Rule(time(22), EVERY_DAY, every_minutes=30, times=3)
    here = clock("Asia/Tokyo")

    asked = [due_at(rule, date(2026, 11, 22), attempt, clock=here) for attempt in (1, 2, 3)]

    assert [wall(moment, "Asia/Tokyo")[-5:] for moment in asked] == ["22:30", "23:00", "23:30"]
    assert following(rule, date(2026, 11, 22), 3, clock=here).day == date(2026, 11, 23)


def test_only_the_days_of_the_rule_are_wanted():
    mondays = Rule(time(22), days=0b1)

    first = first_after(mondays, datetime(2026, 11, 24, tzinfo=UTC), clock=clock("Asia/Tokyo"))

    assert first.day == date(2026, 11, 30)


@settings(max_examples=60, deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    at=st.times().map(lambda t: t.replace(second=0, microsecond=0, tzinfo=None)),
    days=st.integers(1, EVERY_DAY),
    day_starts_at=st.integers(0, 11).map(time),
    begin=st.dates(date(2024, 1, 1), date(2026, 1, 1)),
    begin_at=st.times(),
    gaps=st.lists(st.integers(1, 400), min_size=20, max_size=60),
)
def test_every_wanted_night_has_exactly_one_reminder(
    zone, at, days, day_starts_at, begin, begin_at, gaps
):
    """Ticks come when they like, up to 400 hours apart, for three years."""
    here, rule = clock(zone, day_starts_at), Rule(at, days)
    now = datetime.combine(begin, begin_at, tzinfo=UTC)
    coming = first_after(rule, now, clock=here)
    first, end = coming.day, now + timedelta(days=3 * 365)
    fired = []
    turn = 0
    while now < end:
        while coming.due_at <= now:
            fired.append(coming)
            coming = following(rule, coming.day, coming.attempt, clock=here)
        now += timedelta(hours=gaps[turn % len(gaps)], seconds=turn % 60)
        turn += 1

    nights = [one.day for one in fired]
    all_days = ((first + ONE_DAY * n) for n in range((nights[-1] - first).days + 1))
    there = [day for day in all_days if here.starts(day) < here.starts(day + ONE_DAY)]
    assert nights == [day for day in there if wants_day(rule, day)]
    assert all(a.due_at < b.due_at for a, b in pairwise(fired))


@settings(max_examples=150, deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    at=st.times().map(lambda t: t.replace(second=0, microsecond=0, tzinfo=None)),
    day=st.dates(date(2024, 1, 1), date(2027, 1, 1)),
)
def test_a_reminder_lies_on_its_own_night(zone, at, day):
    here = clock(zone)
    if here.starts(day) < here.starts(day + ONE_DAY):
        assert here.day_of(due_at(Rule(at), day, 1, clock=here)) == day


def test_two_hours_late_is_not_too_late_and_a_second_more_is():
    due = datetime(2026, 11, 22, 13, tzinfo=UTC)

    assert not is_too_late(due, now=due + timedelta(hours=2))
    assert is_too_late(due, now=due + timedelta(hours=2, seconds=1))


@pytest.mark.parametrize(
    ("wall_time", "quiet"),
    [(time(22, 59), False), (time(23), True), (time(3), True), (time(7), False)],
)
def test_quiet_hours_go_over_midnight(wall_time, quiet):
    assert is_quiet(wall_time, time(23), time(7)) is quiet


def test_pauses_grow_and_end_within_the_two_hours():
    due = now = datetime(2026, 11, 22, 13, tzinfo=UTC)
    pauses = []
    tries = 1
    while (again := next_try(due_at=due, tries=tries, now=now)) is not None:
        pauses.append((again - now).total_seconds())
        now, tries = again, tries + 1

    assert pauses[:5] == [30, 60, 120, 240, 480]
    assert due + timedelta(hours=1, minutes=45) < now <= due + timedelta(hours=2)


def test_a_pause_that_was_asked_for_is_not_cut_short():
    due = datetime(2026, 11, 22, 13, tzinfo=UTC)

    assert next_try(due_at=due, tries=1, now=due, asked_for=timedelta(hours=3)) is None
