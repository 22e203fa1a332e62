"""PostgreSQL stops for 20 seconds in the middle of 2,000 messages, and crashes in the rest."""

import signal
import subprocess
import sys
import time
from collections import Counter

import pytest

from tests import servers
from tests.stubborn_smtp import stubborn_smtp

from . import evening
from .engine import engine, short_folder, wait_until
from .processes import ROOT, environment

pytestmark = pytest.mark.own_database
COUNT = 2_000
SECONDS_AWAY = 20
THREADS = 2  # Each may have been in the middle of a message.


def test_a_database_that_stops_and_crashes_doubles_nothing_and_loses_only_what_is_in_doubt():
    with short_folder() as folder, stubborn_smtp() as (mailbox, port):
        # Production's promise: what was committed is there after a crash.
        cluster = servers.new_cluster(folder, synchronous_commit="on")
        with servers.redis(folder) as broker:
            env = environment(port, DATABASE_URL=cluster.address, REDIS_URL=broker)
            env["LDN_DATA_DIR"] = str(folder)
            with cluster.running():
                cluster.create_database()
                fill(env)
            with engine(env):
                with cluster.running():
                    wait_until(lambda: len(mailbox.messages) >= COUNT // 8)
                had = len(mailbox.messages)
                time.sleep(SECONDS_AWAY)
                assert len(mailbox.messages) <= had + THREADS
                with cluster.running(stop_signal=signal.SIGQUIT):
                    evening.age_the_claims(cluster.libpq_address)
                    wait_until(lambda: len(mailbox.messages) >= COUNT // 2)
                time.sleep(SECONDS_AWAY / 10)
                with cluster.running():
                    evening.age_the_claims(cluster.libpq_address)
                    wait_until(lambda: evening.is_over(cluster.libpq_address), 120)
                    outcomes = evening.outcomes(cluster.libpq_address)
    sent = Counter(to for line in mailbox._addressees for to in line)
    in_doubt = outcomes["unconfirmed", "worker_lost"]
    assert max(sent.values()) == 1
    assert outcomes == {("handed_over", ""): COUNT - in_doubt, **in_doubt_row(in_doubt)}
    assert in_doubt <= 2 * THREADS
    assert COUNT - len(sent) <= in_doubt


def in_doubt_row(count: int) -> dict:
    return {("unconfirmed", "worker_lost"): count} if count else {}


def fill(env: dict[str, str]) -> None:
    command = [sys.executable, "-m", "tests.faults.evening", str(COUNT)]
    subprocess.run(command, cwd=ROOT, env=env, check=True)
