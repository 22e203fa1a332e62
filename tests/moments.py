"""Moments at which tests that lean on the calendar or the clock break, and how a run gets there.

libfaketime moves the system calls, so that subprocesses, C code and SQLite see the same moment as
Python. The clock that counts elapsed time (CLOCK_MONOTONIC) stays, because locks wait on it.
"""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

TOKYO, NEW_YORK = ZoneInfo("Asia/Tokyo"), ZoneInfo("America/New_York")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
BEFORE_THE_CHANGE = time(1, 50)  # Both zones change their clocks at 02:00.
AS_ISO_8601 = "LDN_TEST_NOW"
PATCHED_SLEEP = Path(__file__).parent / "shifted_clock"


class ClockNotShifted(Exception):
    """The machine has no libfaketime that works, or LDN_TEST_NOW cannot be read."""


def moments(now: datetime) -> dict[str, datetime]:
    """Each kind of moment with its next occurrence after ``now`` (aware)."""
    leap_year = next(year for year in range(now.year, now.year + 9) if _is_leap(year))
    here = now.astimezone(TOKYO).date()
    tomorrow, new_years_eve = here + timedelta(days=1), date(here.year, 12, 31)
    named = {f"{clock:%H:%M} in Tokyo": _at(tomorrow, clock, TOKYO) for clock in EARLY}
    named["the year ends"] = _at(new_years_eve, time(23, 50), TOKYO)
    named["28 February"] = _at(date(leap_year, 2, 28), time(22), TOKYO)
    named["29 February"] = _at(date(leap_year, 2, 29), time(22), TOKYO)
    for place, zone in (("New York", NEW_YORK), ("Lord Howe", LORD_HOWE)):
        for number, day in enumerate(days_of_changed_clocks(zone, after=here), 1):
            named[f"{place} changes its clocks ({number})"] = _at(day, BEFORE_THE_CHANGE, zone)
    named["five years ahead"] = now + timedelta(days=5 * 365 + 1)
    return named


EARLY = (time(0, 30), time(3, 59), time(4))


def chosen_moment(environment: Mapping[str, str], now: datetime) -> tuple[str, datetime]:
    """What LDN_TEST_NOW asks for, or one of ``moments`` by chance."""
    if wanted := environment.get(AS_ISO_8601):
        return AS_ISO_8601, _read(wanted)
    return random.choice(list(moments(now).items()))


def at_moment(environment: Mapping[str, str], moment: datetime) -> dict[str, str]:
    """``environment`` for processes in which it is ``moment`` now; their clocks run on from it."""
    offset = round((moment - datetime.now(UTC)).total_seconds()) + _own_offset()
    preloaded = [_library(), environment.get("LD_PRELOAD", "")]
    search_path = [str(PATCHED_SLEEP), environment.get("PYTHONPATH", "")]
    shifted = {
        **environment,
        "LD_PRELOAD": " ".join(filter(None, preloaded)),
        "PYTHONPATH": os.pathsep.join(filter(None, search_path)),
        "FAKETIME": f"{offset:+d}",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "DONT_FAKE_MONOTONIC": "1",  # what versions before 0.9.10 call it
    }
    _see_that_it_works(shifted, moment)
    return shifted


def days_of_changed_clocks(zone: ZoneInfo, *, after: date) -> list[date]:
    """The two dates in the year ``after`` a date on which clocks in ``zone`` are put to another
    time."""
    days = [after + timedelta(days=number) for number in range(1, 366)]
    return [day for day in days if _offset(day, zone) != _offset(day + timedelta(days=1), zone)]


def _offset(day: date, zone: ZoneInfo) -> timedelta | None:
    return _at(day, time(), zone).utcoffset()


def _at(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, tzinfo=zone)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _read(wanted: str) -> datetime:
    try:
        moment = datetime.fromisoformat(wanted)
    except ValueError as error:
        raise ClockNotShifted(f"{AS_ISO_8601}={wanted}: not in ISO 8601") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=TOKYO)


def _own_offset() -> int:
    """By how many seconds the clock of this very process is moved."""
    return int(os.environ.get("FAKETIME", "0"))


def _library() -> str:
    """The program knows where its distribution keeps the library of this processor."""
    program = shutil.which("faketime")
    if program is None:
        raise ClockNotShifted("faketime is not installed: run script/setup dev")
    ask = [program, "-m", "-f", "+0", "printenv", "LD_PRELOAD"]
    bare = {key: value for key, value in os.environ.items() if key != "LD_PRELOAD"}
    told = subprocess.run(ask, capture_output=True, text=True, check=False, env=bare)
    return told.stdout.strip()


def _see_that_it_works(environment: Mapping[str, str], moment: datetime) -> None:
    """A library that cannot be loaded is ignored silently, and the run would prove nothing."""
    ask = [sys.executable, "-c", "import time; time.sleep(0.001); print(time.time())"]
    told = subprocess.run(ask, capture_output=True, text=True, check=True, env=dict(environment))
    if abs(float(told.stdout) - moment.timestamp()) > 60:
        raise ClockNotShifted(f"libfaketime does not move the clock of Python: {told.stderr}")
