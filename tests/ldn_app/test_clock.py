from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ldn_app.access.models import ShareGrant
from ldn_app.access.viewer import viewer_through
from ldn_app.accounts.models import Patient
from ldn_app.clock import PatientClock, clock_of, dose_day_of, dose_day_starts, today_of

TOKYO = ZoneInfo("Asia/Tokyo")
MOMENT = datetime(2026, 10, 1, 22, tzinfo=TOKYO)
ONE_DAY = timedelta(days=1)

zones = st.sampled_from(sorted(available_timezones() - {"localtime"})).map(ZoneInfo)
hours = st.integers(0, 23).map(lambda half: time(half // 2, 30 * (half % 2)))
since_1975 = st.integers(0, 63 * 365 * 24 * 60)
moments = since_1975.map(
    lambda minutes: datetime(1975, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@pytest.mark.parametrize(
    ("hour", "minute", "day"),
    [
        (22, 0, date(2026, 10, 1)),
        (0, 30, date(2026, 9, 30)),
        (3, 59, date(2026, 9, 30)),
        (4, 0, date(2026, 10, 1)),
        (12, 0, date(2026, 10, 1)),
    ],
)
def test_a_moment_belongs_to_the_evening_whose_day_has_begun(hour, minute, day):
    moment = datetime(2026, 10, 1, hour, minute, tzinfo=TOKYO)

    assert dose_day_of(moment, zone=TOKYO, day_starts_at=time(4)) == day


def test_the_same_instant_is_another_dose_day_in_another_place():
    moment = datetime(2026, 10, 1, 13, 30, tzinfo=UTC)

    tokyo = dose_day_of(moment, zone=TOKYO, day_starts_at=time(4))
    honolulu = dose_day_of(moment, zone=ZoneInfo("Pacific/Honolulu"), day_starts_at=time(4))

    assert (tokyo, honolulu) == (date(2026, 10, 1), date(2026, 9, 30))


def test_a_naive_moment_is_refused():
    with pytest.raises(ValueError, match="aware"):
        dose_day_of(MOMENT.replace(tzinfo=None), zone=TOKYO, day_starts_at=time(4))


@settings(max_examples=500, deadline=None)
@given(moment=moments, zone=zones, day_starts_at=hours)
def test_every_moment_lies_inside_its_dose_day(moment, zone, day_starts_at):
    day = dose_day_of(moment, zone=zone, day_starts_at=day_starts_at)

    begins = dose_day_starts(day, zone=zone, day_starts_at=day_starts_at)
    ends = dose_day_starts(day + ONE_DAY, zone=zone, day_starts_at=day_starts_at)
    assert begins <= moment < ends


@settings(max_examples=300, deadline=None)
@given(moment=moments, zone=zones, day_starts_at=hours, minutes=st.integers(0, 3000))
def test_time_never_runs_back_to_an_earlier_dose_day(moment, zone, day_starts_at, minutes):
    earlier = dose_day_of(moment, zone=zone, day_starts_at=day_starts_at)
    later = dose_day_of(moment + timedelta(minutes=minutes), zone=zone, day_starts_at=day_starts_at)

    assert earlier <= later


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        # New York, 8 March 2026: 02:00 becomes 03:00.
        (datetime(2026, 3, 8, 6, 59, tzinfo=UTC), date(2026, 3, 7)),
        (datetime(2026, 3, 8, 8, 0, tzinfo=UTC), date(2026, 3, 8)),
        # 1 November 2026: 02:00 becomes 01:00 again; both are before 04:00.
        (datetime(2026, 11, 1, 5, 30, tzinfo=UTC), date(2026, 10, 31)),
        (datetime(2026, 11, 1, 6, 30, tzinfo=UTC), date(2026, 10, 31)),
        (datetime(2026, 11, 1, 9, 0, tzinfo=UTC), date(2026, 11, 1)),
    ],
)
def test_a_clock_that_is_changed_keeps_the_night_whole(moment, day):
    assert dose_day_of(moment, zone=ZoneInfo("America/New_York"), day_starts_at=time(4)) == day


def test_a_calendar_day_that_a_zone_skips_has_no_length():
    apia = ZoneInfo("Pacific/Apia")

    skipped = dose_day_starts(date(2011, 12, 30), zone=apia, day_starts_at=time(4))
    following = dose_day_starts(date(2011, 12, 31), zone=apia, day_starts_at=time(4))

    assert skipped == following


@settings(max_examples=300, deadline=None)
@given(
    day=st.dates(date(1990, 1, 1), date(2037, 1, 1)),
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    day_starts_at=st.integers(0, 11).map(time),
)
def test_a_time_on_a_dose_day_in_japan_belongs_to_that_day(day, at, day_starts_at):
    clock = PatientClock(TOKYO, day_starts_at)

    moment = clock.moment_on(day, at)

    assert clock.day_of(moment) == day
    assert moment.astimezone(TOKYO).time() == at


# Zones whose clocks jump by half an hour, at 02:45, or by two hours, and one that jumps at 02:00.
AWKWARD = {
    "Antarctica/Troll": [
        datetime(2026, 3, 29, 1, tzinfo=UTC),
        datetime(2026, 10, 25, 1, tzinfo=UTC),
    ],
    "Pacific/Chatham": [
        datetime(2026, 4, 4, 14, tzinfo=UTC),
        datetime(2026, 9, 26, 14, tzinfo=UTC),
    ],
    "Australia/Lord_Howe": [
        datetime(2026, 4, 4, 15, tzinfo=UTC),
        datetime(2026, 10, 3, 15, 30, tzinfo=UTC),
    ],
    "America/New_York": [datetime(2026, 3, 8, 7, tzinfo=UTC), datetime(2026, 11, 1, 6, tzinfo=UTC)],
}
jumps = st.sampled_from([(ZoneInfo(name), at) for name, both in AWKWARD.items() for at in both])


@settings(max_examples=500, deadline=None)
@given(
    jump=jumps,
    minutes=st.integers(-36 * 60, 36 * 60),
    day_starts_at=st.integers(0, 12 * 60).map(lambda half: time(half // 60, half % 60)),
)
def test_around_a_jump_of_the_clock_the_grant_opens_the_day_of_the_diary(
    jump, minutes, day_starts_at
):
    zone, at = jump
    moment = at + timedelta(minutes=minutes)
    patient = Patient(time_zone=zone.key, day_starts_at=day_starts_at)
    grant = ShareGrant(
        patient=patient,
        rolling_days=1,
        created_at=moment - ONE_DAY,
        expires_at=moment + ONE_DAY,
    )

    viewer = viewer_through(grant, user_id=None, now=moment)

    day = clock_of(patient).day_of(moment)
    assert viewer.first_day == day == today_of(patient, moment)
    assert clock_of(patient).starts(day) <= moment < clock_of(patient).starts(day + ONE_DAY)
