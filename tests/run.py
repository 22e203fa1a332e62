"""What script/test does: start the servers, run the tests, stop the servers, say what ran.

Without arguments: everything on PostgreSQL, then everything that needs no browser on SQLite, at
another moment (see tests/moments.py). ``--quick``: one short run on SQLite, now. With any other
arguments: pytest with them on PostgreSQL, or as in the second run when LDN_TEST_NOW names a moment.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests import servers
from tests.moments import AS_ISO_8601, ClockNotShifted, at_moment, chosen_moment

ROOT = Path(__file__).resolve().parent.parent
AT_MOST_IN_PARALLEL = 4
WHAT_SQLITE_RUNS = ("-m", "not browser and not own_database and not once")
WHAT_QUICK_RUNS = (
    "--ignore=tests/faults",
    "--durations=10",
    "--durations-min=0.1",
    "-m",
    f"{WHAT_SQLITE_RUNS[1]} and not long",
)
SECONDS_TO_STOP = 8  # pytest lets the tests in hand end; its own workers go when it goes.


@dataclass(frozen=True)
class Outcome:
    """What one run of pytest came to. ``failed`` counts tests that broke or were skipped too."""

    name: str
    passed: int
    failed: int
    seconds: float


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, _as_keyboard_interrupt)
    signal.signal(signal.SIGHUP, _as_keyboard_interrupt)
    try:
        with ExitStack() as running:
            folder = Path(running.enter_context(tempfile.TemporaryDirectory(prefix="ldn-test-")))
            folder.chmod(0o711)  # The unprivileged servers have to reach their own folders in it.
            if arguments and AS_ISO_8601 in os.environ:
                environment, moment = on_sqlite_at_another_moment(folder, running)
                print(moment, flush=True)
                return _pytest(environment, [*WHAT_SQLITE_RUNS, *arguments])
            if arguments == ["--quick"]:
                return run_quickly(folder, running)
            environment = on_postgres(folder, running)
            if arguments:
                return _pytest(environment, arguments)
            return run_everything(environment, folder, running)
    except KeyboardInterrupt:
        print("\n止めました。 / Stopped before the end.", file=sys.stderr)
        return 130
    except (servers.ServerDidNotStart, ClockNotShifted) as why:
        print(f"{why}\n0 passed, 1 failed", file=sys.stderr)
        return 1


def on_postgres(folder: Path, running: ExitStack) -> dict[str, str]:
    """Start what the tests need; returns the environment that leads to it."""
    return {
        **_with_folders(folder / "first"),
        "DATABASE_URL": running.enter_context(servers.postgres(folder / "first")),
        "REDIS_URL": running.enter_context(servers.redis(folder / "first")),
    }


def on_sqlite_at_another_moment(folder: Path, running: ExitStack) -> tuple[dict[str, str], str]:
    """The environment of the second run, and its moment in words that start the same run again."""
    name, moment = chosen_moment(os.environ, datetime.now(UTC))
    home = folder / "second"
    environment = at_moment(_with_folders(home), moment)
    environment["DATABASE_URL"] = f"sqlite:///{home}/data/ldn.sqlite3"
    environment["REDIS_URL"] = running.enter_context(servers.redis(home, environment))
    return environment, f"{AS_ISO_8601}={moment.isoformat(timespec='seconds')} ({name})"


def _with_folders(home: Path) -> dict[str, str]:
    home.mkdir(mode=0o711)
    data, static = home / "data", home / "static"
    data.mkdir(mode=0o700)
    static.mkdir()
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "ldn_app.settings.test",
        "LDN_DATA_DIR": str(data),
        "STATIC_ROOT": str(static),
    }


def run_everything(environment: Mapping[str, str], folder: Path, running: ExitStack) -> int:
    outcomes = [_run_all(servers.postgres_version(), environment, folder)]
    shifted, moment = on_sqlite_at_another_moment(folder, running)
    outcomes.append(_run_all(f"SQLite, {moment}", shifted, folder, *WHAT_SQLITE_RUNS))
    for outcome in outcomes:
        print(
            f"{outcome.name}: {outcome.passed} of {outcome.passed + outcome.failed} tests"
            f" in {outcome.seconds:.0f} s"
        )
    failed = sum(outcome.failed for outcome in outcomes)
    print(f"{sum(outcome.passed for outcome in outcomes)} passed, {failed} failed")
    return 1 if failed else 0


def run_quickly(folder: Path, running: ExitStack) -> int:
    """No browser, no faults, no rules over the whole code; says what took longest."""
    home = folder / "quick"
    environment = _with_folders(home)
    environment["DATABASE_URL"] = f"sqlite:///{home}/data/ldn.sqlite3"
    environment["REDIS_URL"] = running.enter_context(servers.redis(home))
    outcome = _run_all("SQLite", environment, folder, *WHAT_QUICK_RUNS)
    print(f"{outcome.seconds:.0f} s\n{outcome.passed} passed, {outcome.failed} failed")
    return 1 if outcome.failed else 0


def _run_all(name: str, environment: Mapping[str, str], folder: Path, *options: str) -> Outcome:
    """Run pytest quietly: the one closing line is ours and counts both runs."""
    print(f"== {name}", flush=True)
    report = folder / f"{name.split(',')[0]}.xml"
    processes = str(min(os.cpu_count() or 1, AT_MOST_IN_PARALLEL))
    began = time.monotonic()
    status = _pytest(
        environment, ["-qq", "-n", processes, "--dist=loadgroup", f"--junitxml={report}", *options]
    )
    print()
    passed, failed = _counts(report)
    if status and not failed:
        failed = 1  # pytest itself broke: nothing may look as if all had gone well.
    return Outcome(name, passed, failed, time.monotonic() - began)


def _counts(report: Path) -> tuple[int, int]:
    if not report.exists():
        return 0, 1
    totals = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
    for suite in ET.parse(report).getroot().iter("testsuite"):
        for key in totals:
            totals[key] += int(suite.get(key, 0))
    failed = totals["failures"] + totals["errors"] + totals["skipped"]
    return totals["tests"] - failed, failed


def _pytest(environment: Mapping[str, str], arguments: list[str]) -> int:
    process = subprocess.Popen(
        [sys.executable, "-m", "pytest", f"--rootdir={ROOT}", *arguments],
        cwd=ROOT,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
    )
    try:
        return process.wait()
    except KeyboardInterrupt:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=SECONDS_TO_STOP)
        except (subprocess.TimeoutExpired, KeyboardInterrupt):
            process.kill()
        raise


def _as_keyboard_interrupt(*_: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
