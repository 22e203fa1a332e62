from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.symptoms.domain.answer_time import DayNotYetThere, answer_time
from ldn_app.clock import PatientClock

TOKYO = PatientClock(ZoneInfo("Asia/Tokyo"), time(4))
ZONES = ["Asia/Tokyo", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe", "UTC"]


@pytest.mark.parametrize(
    ("now", "later"),
    [
        (datetime(2026, 11, 22, 13, 0, tzinfo=UTC), False),  # 22:00 that evening
        (datetime(2026, 11, 22, 18, 59, tzinfo=UTC), False),  # 03:59, still the same night
        (datetime(2026, 11, 22, 19, 0, tzinfo=UTC), True),  # 04:00, the day is over
        (datetime(2027, 3, 1, 0, 0, tzinfo=UTC), True),
    ],
)
def test_an_answer_is_later_once_its_dose_day_is_over(now, later):
    at = answer_time(date(2026, 11, 22), now=now, clock=TOKYO)

    assert at.later is later
    assert at.time_zone == "Asia/Tokyo"


def test_a_day_to_come_cannot_be_answered():
    with pytest.raises(DayNotYetThere):
        answer_time(date(2026, 11, 23), now=datetime(2026, 11, 22, 13, tzinfo=UTC), clock=TOKYO)


@given(
    minutes=st.integers(0, 90 * 365 * 24 * 60),
    zone=st.sampled_from(ZONES),
    back=st.integers(0, 4000),
)
def test_today_is_never_later_and_earlier_days_always_are(minutes, zone, back):
    now = datetime(2000, 1, 2, tzinfo=UTC) + timedelta(minutes=minutes)
    clock = PatientClock(ZoneInfo(zone), time(4))
    day = clock.day_of(now) - timedelta(days=back)

    assert answer_time(day, now=now, clock=clock).later is (back > 0)
