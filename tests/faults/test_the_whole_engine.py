"""The programs that script/run starts, on real servers, and what befalls them in an evening.

Nothing else is due and nothing else helps. After every fault: nobody is reminded twice, every
message comes to its end, and lost is at most what is in doubt: one message a process that died.
"""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

import psutil
import psycopg
import pytest

from tests import servers
from tests.mail_sink import USUAL, MailSink, mail_sink, usual
from tests.waiting import wait_until

from . import evening
from .engine import kill, short_folder, start_beat, start_workers
from .processes import ROOT, environment
from .push_sink import PushSink, push_sink

# One engine for all of them: whoever shares the tests out keeps these together.
pytestmark = [pytest.mark.own_database, pytest.mark.xdist_group("engine")]
COUNT = 1_000
PUSHED = 200
# The fault itself, not a wait: longer than any single time-out of ours (5 s).
SECONDS_FROZEN = 7
SECONDS_OF_A_LETTER = 0.004  # So that a fault finds the evening in its middle.


def steadily(stage: str, address: str) -> str:
    if stage == "text":
        time.sleep(SECONDS_OF_A_LETTER)
    return USUAL[stage]


@dataclass
class Stage:
    """Everything that runs, and the hands that break it."""

    cluster: servers.Cluster
    broker: servers.Broker
    mail: MailSink
    push: PushSink
    env: dict[str, str]
    database_runs: ExitStack = field(default_factory=ExitStack)
    broker_runs: ExitStack = field(default_factory=ExitStack)
    workers: subprocess.Popen | None = None
    beat: subprocess.Popen | None = None
    invited: int = 0

    @property
    def address(self) -> str:
        return self.cluster.libpq_address

    def start(self) -> None:
        self.database_runs.enter_context(self.cluster.running())
        self.broker_runs.enter_context(self.broker.running(stop_signal=signal.SIGKILL))
        self.workers, self.beat = start_workers(self.env), start_beat(self.env)

    def stop(self) -> None:
        for process in (self.beat, self.workers):
            if process is not None:
                kill(process)
        self.broker_runs.close()
        self.database_runs.close()

    def invite(self, count: int = COUNT, *, push: bool = False) -> None:
        """So many people are due now."""
        words = [str(count), str(self.invited), self.push.origin if push else ""]
        command = [sys.executable, "-m", "tests.faults.evening", *words]
        subprocess.run(command, cwd=ROOT, env=self.env, check=True)
        self.invited += count

    def wait_for_mails(self, count: int) -> None:
        wait_until(lambda: self.mail.took.total() >= count, f"{count} mails")

    def wait_for_the_end(self) -> None:
        wait_until(lambda: evening.is_over(self.address), "everything at its end")

    def wait_for_a_tick(self) -> None:
        before = evening.last_tick(self.address)
        wait_until(lambda: evening.last_tick(self.address) != before, "another tick")

    def worker(self, queue: str) -> psutil.Process:
        """The process that works on ``queue``, as the operator sees it in ``ps``."""
        children = psutil.Process(self.workers.pid).children()
        (found,) = (child for child in children if child.name() == f"ldn-{queue}")
        return found

    def database_processes(self) -> list[psutil.Process]:
        first = (self.cluster.home / "data" / "postmaster.pid").read_text().split()[0]
        postmaster = psutil.Process(int(first))
        return [postmaster, *postmaster.children()]

    def nobody_is_doubled(self, *, in_doubt: int) -> None:
        """``in_doubt``: how many processes died or lost the database while they were sending."""
        outcomes, took = evening.outcomes(self.address), self.mail.took
        states = set(outcomes)
        lost = outcomes["handed_over"] + outcomes["unconfirmed"] - len(took)
        assert states <= {"handed_over", "unconfirmed"}, outcomes
        assert outcomes.total() == COUNT
        assert max(took.values()) == 1
        assert outcomes["unconfirmed"] <= in_doubt
        assert 0 <= lost <= outcomes["unconfirmed"]


@pytest.fixture(scope="module")
def running() -> Iterator[Stage]:
    with short_folder() as folder, mail_sink(steadily) as mail, push_sink() as push:
        # Production's promise: what was committed is there after a crash.
        cluster = servers.new_cluster(folder, synchronous_commit="on")
        broker = servers.new_broker(folder)
        with cluster.running():
            cluster.create_database()
        env = environment(
            mail.port,
            DJANGO_SETTINGS_MODULE="tests.faults.settings",
            DATABASE_URL=cluster.address,
            REDIS_URL=broker.address,
            LDN_DATA_DIR=str(folder),
            FAULTS_PUSH_ORIGIN=push.origin,
        )
        stage = Stage(cluster, broker, mail, push, env)
        try:
            stage.start()
            stage.invite(0)
            stage.wait_for_a_tick()
            yield stage
        finally:
            stage.stop()


@pytest.fixture
def stage(running) -> Stage:
    """An evening that begins with nobody."""
    evening.forget_everybody(running.address)
    running.mail.answer = steadily
    for counter in (running.mail.took, running.mail.reached, running.push.took):
        counter.clear()
    return running


@contextmanager
def frozen(*processes: psutil.Process) -> Iterator[None]:
    """SIGSTOP for as long as the block lasts."""
    for process in processes:
        process.suspend()
    try:
        yield
    finally:
        for process in processes:
            process.resume()


def test_workers_and_beat_that_are_killed_and_frozen(stage):
    with frozen(psutil.Process(stage.beat.pid)):
        stage.invite()
    stage.wait_for_mails(COUNT // 10)
    kill(stage.workers)
    kill(stage.beat)
    stage.workers, stage.beat = start_workers(stage.env), start_beat(stage.env)
    stage.wait_for_mails(COUNT * 3 // 10)
    stage.worker("mail").kill()
    stage.wait_for_mails(COUNT * 5 // 10)
    with frozen(stage.worker("mail")):
        wait_until(lambda: evening.held(stage.address) == 0, "a frozen worker's messages back")
    stage.wait_for_the_end()

    stage.nobody_is_doubled(in_doubt=3)


def test_a_database_that_crashes_freezes_and_is_away(stage):
    stage.invite()
    stage.wait_for_mails(COUNT // 10)
    crash_a_backend(stage)
    stage.wait_for_mails(COUNT * 3 // 10)
    with frozen(*stage.database_processes()):
        time.sleep(SECONDS_FROZEN)
    stage.wait_for_mails(COUNT * 4 // 10)
    stage.database_runs.close()
    stage.database_runs.enter_context(stage.cluster.running(stop_signal=signal.SIGQUIT))
    stage.wait_for_mails(COUNT * 7 // 10)
    stage.database_runs.close()
    stage.database_runs.enter_context(stage.cluster.running())
    stage.wait_for_the_end()

    stage.nobody_is_doubled(in_doubt=4)


def crash_a_backend(stage: Stage) -> None:
    """kill -9 of one process: PostgreSQL throws everybody out and recovers."""
    with psycopg.connect(stage.address) as connection:
        os.kill(connection.info.backend_pid, signal.SIGKILL)


def test_a_broker_that_is_killed_and_frozen(stage):
    stage.invite()
    stage.wait_for_mails(COUNT // 10)
    stage.broker_runs.close()
    stage.broker_runs.enter_context(stage.broker.running(stop_signal=signal.SIGKILL))
    stage.wait_for_a_tick()
    with frozen(broker_process(stage)):
        time.sleep(SECONDS_FROZEN)
    stage.wait_for_a_tick()
    stage.wait_for_the_end()

    stage.nobody_is_doubled(in_doubt=0)


def broker_process(stage: Stage) -> psutil.Process:
    home = str(stage.broker.home)
    (found,) = (one for one in psutil.process_iter() if is_redis_in(one, home))
    return found


def is_redis_in(process: psutil.Process, home: str) -> bool:
    try:
        return "redis" in process.name() and process.cwd() == home
    except psutil.Error:
        return False


def test_while_the_relay_hangs_ticks_go_on_pushes_leave_and_papers_are_made(stage):
    stage.mail.answer = lambda at, _: "hang" if at == "greeting" else USUAL[at]
    stage.invite()
    wait_until(lambda: stage.mail.reached["greeting"] > 0, "the relay was met")
    stage.invite(PUSHED, push=True)
    stage.wait_for_a_tick()
    wait_until(lambda: stage.push.took.total() == PUSHED, "every push")
    wait_until(lambda: evening.papers(stage.address) == {"done": 1}, "the paper")
    assert stage.mail.took.total() == 0
    stage.mail.answer = usual
    stage.wait_for_the_end()

    outcomes = evening.outcomes(stage.address)
    assert outcomes == Counter(handed_over=COUNT + PUSHED)
    assert max(stage.mail.took.values()) == 1


class Moody:
    """Each of the first addresses of ``moods`` meets its mood once; every 300th session is cut."""

    def __init__(self, moods: dict[tuple[str, str], int]) -> None:
        self.left = dict(moods)
        self.senders = 0

    def __call__(self, stage: str, address: str) -> str:
        if stage == "mail":
            self.senders += 1
            if self.senders % 300 == 0:
                return "421 4.7.0 enough for this session"
        for (at, mood), count in self.left.items():
            if at == stage and count:
                self.left[at, mood] = count - 1
                return mood
        return USUAL[stage]


def test_a_relay_of_many_moods(stage):
    stage.mail.answer = Moody(
        {
            ("rcpt", "450 4.2.2 mailbox full"): 20,
            ("rcpt", "hang"): 1,
            ("rcpt", "drip"): 1,
            ("data", "close"): 1,
            ("text", "hang"): 1,
            ("text", "drip"): 1,
            ("text", "close"): 1,
        }
    )
    stage.invite()
    stage.wait_for_the_end()

    outcomes = evening.outcomes(stage.address)
    assert outcomes == Counter(handed_over=COUNT - 3, unconfirmed=3)
    assert len(stage.mail.took) == COUNT
    assert max(stage.mail.took.values()) == 1


def test_who_is_asked_to_stop_puts_back_what_is_not_leaving(stage):
    stage.mail.answer = lambda at, _: "hang" if at == "text" else USUAL[at]
    stage.invite()
    wait_until(lambda: stage.mail.took.total() > 0, "the first letter hangs")
    stage.workers.terminate()
    wait_until(lambda: evening.held(stage.address) <= 1, "the rest is back")
    stage.mail.answer = usual
    stage.workers.wait()
    stage.workers = start_workers(stage.env)
    stage.wait_for_the_end()

    stage.nobody_is_doubled(in_doubt=2)
