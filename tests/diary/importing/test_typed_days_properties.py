"""Any day, any time and any offset, in each way of writing them; and any text at all."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.importing.domain.typed_answers import NotAnAnswer, parse_score, parse_taken
from diary.importing.domain.typed_days import MONTHS, DateOrder, NotADay, parse_day, parse_moment
from diary.importing.domain.typed_text import LONGEST
from diary.importing.domain.typed_times import NotATime, parse_time
from ldn_app.clock import PatientClock

TODAY = date(2026, 11, 30)
DAYS = st.dates(date(2000, 1, 1), TODAY)
WEEKDAYS = "月火水木金土日"
NAMED = [month.capitalize() for month in MONTHS]
CLOCKS = st.builds(
    PatientClock,
    st.sampled_from([ZoneInfo(name) for name in ("Asia/Tokyo", "America/New_York", "UTC")]),
    st.sampled_from([time(4), time(0), time(12)]),
)
WAYS = {
    "iso": lambda d: d.isoformat(),
    "slashes": lambda d: f"{d.year}/{d.month}/{d.day}",
    "points": lambda d: f"{d.year}.{d.month:02}.{d.day:02}",
    "compact": lambda d: f"{d.year}{d.month:02}{d.day:02}",
    "short": lambda d: f"{d.year % 100:02}/{d.month}/{d.day}",
    "kanji": lambda d: f"{d.year}年{d.month}月{d.day}日({WEEKDAYS[d.weekday()]}・祝)",
    "weekday": lambda d: f"{d.year}年{d.month}月{d.day}日 {WEEKDAYS[d.weekday()]}曜日",
    "minus": lambda d: f"{d.year}−{d.month}−{d.day}",
    "hyphen": lambda d: f"{d.year}‐{d.month}‐{d.day}",
    "month first": lambda d: f"{NAMED[d.month - 1]} {d.day}, {d.year}",
    "day first": lambda d: f"{d.day} {NAMED[d.month - 1]} {d.year}",
    "american": lambda d: f"{d.month}/{d.day}/{d.year}",
}


@given(DAYS, st.booleans())
@pytest.mark.parametrize("way", WAYS)
def test_any_day_in_any_way(way, day, wide):
    written = WAYS[way](day)
    if wide:
        written = written.translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})

    assert parse_day(written, today=TODAY) == day


@given(DAYS)
def test_any_day_of_an_era(day):
    for era, letter, zero, first in (
        ("令和", "R", 2018, date(2019, 5, 1)),
        ("平成", "H", 1988, date(1989, 1, 8)),
    ):
        if day < first:
            continue
        year = day.year - zero
        word = "元" if year == 1 else str(year)
        assert parse_day(f"{era}{word}年{day.month}月{day.day}日", today=TODAY) == day
        assert parse_day(f"{letter}{year}.{day.month}.{day.day}", today=TODAY) == day


@given(DAYS)
def test_any_day_by_its_order(day):
    assert parse_day(f"{day:%d/%m/%Y}", today=TODAY, order=DateOrder.DAY) == day
    assert parse_day(f"{day:%d/%m/%y}", today=TODAY, order=DateOrder.DAY) == day
    assert parse_day(f"{day:%m/%d/%y}", today=TODAY, order=DateOrder.MONTH) == day
    assert parse_day(f"{day:%y/%m/%d}", today=TODAY, order=DateOrder.YEAR) == day


TIMES = st.times().map(lambda at: at.replace(microsecond=0))


def written_times(at: time):
    half, hour = ("午前", at.hour) if at.hour < 12 else ("午後", at.hour - 12)
    yield f"{at:%H:%M:%S}"
    if at.second == 0:
        yield from (f"{at.hour}:{at.minute:02}", f"{at.hour}時{at.minute}分")
        yield from (f"{half}{hour}時{at.minute}分", f"{half} {hour}:{at.minute:02}")
        yield f"{(hour or 12)}:{at.minute:02} {'AM' if half == '午前' else 'PM'}"


@given(TIMES)
def test_any_time_in_any_way(at):
    for written in (*written_times(at), *written_times(at.replace(second=0))):
        assert parse_time(written).clock in {at, at.replace(second=0)}


@given(DAYS, TIMES, CLOCKS)
def test_a_local_time_belongs_to_the_night_of_the_patients_clock(day, at, clock):
    instant = datetime.combine(day, at, clock.zone).astimezone(UTC)

    moment = parse_moment(f"{day} {at:%H:%M:%S}", today=TODAY)

    assert moment.dose_day(clock) == clock.day_of(instant)


@given(DAYS, TIMES, st.integers(-48, 56), CLOCKS)
def test_a_time_with_an_offset_is_an_instant(day, at, quarters, clock):
    offset = timezone(timedelta(minutes=15 * quarters))
    instant = datetime.combine(day, at, offset)

    for written in (instant.isoformat(), f"{instant:%Y-%m-%d %H:%M:%S%z}"):
        assert parse_moment(written, today=TODAY).dose_day(clock) == clock.day_of(instant)


@given(DAYS, st.integers(24, 29), st.integers(0, 59))
def test_the_hours_after_midnight_stay_with_the_date_that_is_written(day, hour, minute):
    clock = PatientClock(ZoneInfo("Asia/Tokyo"), time(6))

    assert parse_moment(f"{day} {hour}:{minute:02}", today=TODAY).dose_day(clock) == day


LETTERS = "0123456789/-.年月日時分:午前後amTZ+()（）月火令和RH元 　\ufe0f−,"


@given(st.one_of(st.text(max_size=100), st.text(st.sampled_from(LETTERS), max_size=40)))
def test_any_text_is_read_or_refused(text):
    for read in (
        lambda: parse_moment(text, today=TODAY),
        lambda: parse_time(text),
        lambda: parse_taken(text),
        lambda: parse_score(text),
    ):
        try:
            read()
        except (NotADay, NotATime, NotAnAnswer):
            continue


@pytest.mark.parametrize("piece", ["1", " ", "午前", "12:", "+", "年1", "月", "(月", "0", "١"])
def test_a_long_cell_is_not_looked_at(piece):
    text = "2026/11/22" + piece * (100_000 // len(piece))
    assert len(text) > LONGEST

    with pytest.raises(NotADay):
        parse_moment(text, today=TODAY)
    with pytest.raises(NotATime):
        parse_time(text)
    with pytest.raises(NotAnAnswer):
        parse_score(text)


@given(
    st.integers(0, 10), st.sampled_from(["{}", "{}点", "{}/10", "{}.0", "{},0", " {} ", "{} / 10"])
)
def test_any_score(score, written):
    assert parse_score(written.format(score)) == score


def test_a_variation_selector_changes_no_answer():
    for mark in ("✔", "☑", "✅", "⭕", "❌", "✖"):
        assert parse_taken(mark) == parse_taken(mark + "\ufe0f") == parse_taken(mark + "\ufe0e")
