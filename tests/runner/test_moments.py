"""Where a run at another moment gets to, and that everything it starts is there too."""

import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from redis import Redis

from tests.moments import (
    LORD_HOWE,
    NEW_YORK,
    TOKYO,
    ClockNotShifted,
    at_moment,
    chosen_moment,
    days_of_changed_clocks,
    moments,
)
from tests.run import on_sqlite_at_another_moment

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


def test_the_moments_are_those_at_which_calendars_and_clocks_turn():
    told = {name: moment.isoformat() for name, moment in moments(NOW).items()}

    assert told == {
        "00:30 in Tokyo": "2026-12-01T00:30:00+09:00",
        "03:59 in Tokyo": "2026-12-01T03:59:00+09:00",
        "04:00 in Tokyo": "2026-12-01T04:00:00+09:00",
        "the year ends": "2026-12-31T23:50:00+09:00",
        "28 February": "2028-02-28T22:00:00+09:00",
        "29 February": "2028-02-29T22:00:00+09:00",
        "New York changes its clocks (1)": "2027-03-14T01:50:00-05:00",
        "New York changes its clocks (2)": "2027-11-07T01:50:00-04:00",
        "Lord Howe changes its clocks (1)": "2027-04-04T01:50:00+11:00",
        "Lord Howe changes its clocks (2)": "2027-10-03T01:50:00+10:30",
        "five years ahead": "2031-11-30T12:00:00+00:00",
    }


@pytest.mark.parametrize("year", range(2026, 2046))
@pytest.mark.parametrize("zone", [NEW_YORK, LORD_HOWE], ids=str)
def test_clocks_change_on_two_sundays_of_each_year(zone, year):
    days = days_of_changed_clocks(zone, after=date(year, 1, 1))

    assert [day.weekday() for day in days] == [6, 6]


def test_a_wanted_moment_is_taken_and_without_an_offset_it_is_one_of_tokyo():
    _, moment = chosen_moment({"LDN_TEST_NOW": "2028-02-29T22:00"}, NOW)

    assert moment == datetime(2028, 2, 29, 22, tzinfo=TOKYO)


def test_without_a_wish_it_is_one_of_the_list():
    assert chosen_moment({}, NOW) in moments(NOW).items()


def test_a_moment_that_cannot_be_read_says_so():
    with pytest.raises(ClockNotShifted, match="ISO 8601"):
        chosen_moment({"LDN_TEST_NOW": "tomorrow"}, NOW)


ASK_EVERYBODY = """
import datetime, sqlite3, subprocess, threading, time
before = time.monotonic()
time.sleep(0.01)
threading.Event().wait(0.01)
assert time.monotonic() - before < 1000
print(time.time())
print(datetime.datetime.now(datetime.UTC).timestamp())
print(sqlite3.connect(":memory:").execute("SELECT unixepoch()").fetchone()[0])
print(subprocess.run(["date", "+%s"], capture_output=True, text=True, check=True).stdout)
"""


def test_the_second_run_finds_its_broker_at_the_same_moment(monkeypatch):
    monkeypatch.setenv("LDN_TEST_NOW", "2028-02-29T22:00")
    folder = Path(tempfile.mkdtemp(prefix="ldn-"))  # A socket's path must be short.
    folder.chmod(0o711)

    with ExitStack() as running:
        environment, told = on_sqlite_at_another_moment(folder, running)
        seconds, _ = Redis.from_url(environment["REDIS_URL"]).time()
    shutil.rmtree(folder)

    there = datetime(2028, 2, 29, 22, tzinfo=TOKYO)
    assert 0 <= seconds - there.timestamp() + 1 < 1000
    assert environment["DATABASE_URL"].startswith("sqlite:")
    assert told == "LDN_TEST_NOW=2028-02-29T22:00:00+09:00 (LDN_TEST_NOW)"


def test_python_c_code_and_other_programs_are_at_that_moment_and_elapsed_time_is_left_alone():
    there = datetime.now(UTC) + timedelta(days=1000)
    environment = at_moment({"PATH": "/usr/bin:/bin"}, there)

    told = subprocess.run(
        [sys.executable, "-c", ASK_EVERYBODY],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )

    clocks = [float(word) for word in told.stdout.split()]
    assert len(clocks) == 4
    assert all(0 <= clock - there.timestamp() + 1 < 1000 for clock in clocks)
    assert environment["FAKETIME_DONT_FAKE_MONOTONIC"] == "1"
