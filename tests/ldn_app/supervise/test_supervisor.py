"""The supervisor with real children, and its patience with an invented clock."""

import os
import sys
import time
from pathlib import Path

import pytest

from ldn_app.supervise.children import Child, Program
from ldn_app.supervise.supervisor import KeepsEnding, Supervisor
from tests.waiting import DEADLINE_SECONDS, wait_until

TELLS_WHEN_IT_STOPS = """
import pathlib, signal, sys, time
name, diary = sys.argv[1], pathlib.Path(sys.argv[2])
def stop(*_):
    with diary.open("a") as file:
        file.write(name + "\\n")
    sys.exit(0)
signal.signal(signal.SIGTERM, stop)
(diary.parent / name).touch()
time.sleep(3600)
"""
DOES_NOT_LISTEN = """
import pathlib, signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
grandchild = subprocess.Popen(["sleep", "3600"])
pathlib.Path(sys.argv[1]).write_text(str(grandchild.pid))
time.sleep(3600)
"""


def wait_for(path: Path) -> None:
    wait_until(path.exists, f"{path.name} did not start")


def is_gone(pid: int) -> bool:
    """A zombie that nobody has collected yet counts as gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def number_in(path: Path) -> int:
    """The file is there a moment before its content."""
    wait_until(lambda: path.exists() and path.read_text(), f"nothing in {path.name}")
    return int(path.read_text())


def test_children_stop_in_the_reverse_order_of_their_start(tmp_path):
    diary, names = tmp_path / "diary", ["broker", "web", "worker", "beat"]
    supervisor = Supervisor()
    for name in names:
        command = (sys.executable, "-c", TELLS_WHEN_IT_STOPS, name, str(diary))
        supervisor.start(Program(name, command, seconds_to_stop=DEADLINE_SECONDS))
        wait_for(tmp_path / name)

    supervisor.stop()

    assert diary.read_text().split() == ["beat", "worker", "web", "broker"]


def test_child_that_does_not_listen_is_gone_in_its_time_with_all_it_started(tmp_path):
    command = (sys.executable, "-c", DOES_NOT_LISTEN, str(tmp_path / "grandchild"))
    child = Child(Program("deaf", command, seconds_to_stop=0.5))
    grandchild = number_in(tmp_path / "grandchild")

    child.stop()

    assert child.process.returncode == -9
    wait_until(lambda: is_gone(grandchild), "the grandchild lives on")


def test_second_request_to_stop_does_not_wait(tmp_path):
    command = (sys.executable, "-c", DOES_NOT_LISTEN, str(tmp_path / "grandchild"))
    child = Child(Program("deaf", command, seconds_to_stop=10 * DEADLINE_SECONDS))
    number_in(tmp_path / "grandchild")
    began = time.monotonic()

    child.stop(hurry=lambda: True)

    assert time.monotonic() - began < DEADLINE_SECONDS


def test_stopping_twice_is_harmless():
    child = Child(Program("short", ("true",), seconds_to_stop=1))
    child.stop()

    child.stop()

    assert child.has_ended()


def test_child_has_a_session_of_its_own_so_that_ctrl_c_does_not_reach_it():
    child = Child(Program("sleeper", ("sleep", "60"), seconds_to_stop=1))

    session = os.getsid(child.process.pid)
    child.stop()

    assert session == child.process.pid


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def look_after_for(seconds: int, supervisor: Supervisor, clock: Clock) -> None:
    for _ in range(seconds * 2):
        supervisor.look_after()
        clock.now += 0.5


class EndsAtOnce:
    """Stands in for a child whose program ends as soon as it is started."""

    def __init__(self, program: Program) -> None:
        self.program = program

    def has_ended(self) -> bool:
        return True

    def stop(self, **_) -> None:
        """Nothing is left to stop."""


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_child_that_ends_is_started_again_after_a_growing_pause(clock):
    said, started = [], []

    def new_child(program):
        started.append(clock.now)
        return EndsAtOnce(program)

    supervisor = Supervisor(new_child=new_child, clock=clock, say=said.append)
    supervisor.start(Program("worker", ("true",), 1))
    look_after_for(4, supervisor, clock)

    assert started == [100.0, 101.0, 103.5]
    assert "worker" in said[0]


def test_child_that_keeps_ending_stops_everything_with_a_sentence(clock):
    supervisor = Supervisor(new_child=EndsAtOnce, clock=clock, say=lambda _: None)
    supervisor.start(Program("web", ("true",), 1))

    with pytest.raises(KeepsEnding, match="web keeps ending"):
        look_after_for(30, supervisor, clock)


def test_child_that_ends_once_an_hour_never_stops_everything(clock):
    supervisor = Supervisor(new_child=EndsAtOnce, clock=clock, say=lambda _: None)
    supervisor.start(Program("web", ("true",), 1))

    for _ in range(100):
        supervisor.look_after()
        clock.now += 3600

    assert supervisor.posts[0].program.name == "web"
