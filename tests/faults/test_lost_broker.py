"""Redis is emptied, stopped, started again: the rows are the truth, the next tick finds them."""

import shutil
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import redis as redis_client
from django.utils import timezone

from diary.reminders.models import OutboxMessage
from tests import servers
from tests.factories.crowd import make_crowd
from tests.factories.reminders import messages, schedules
from tests.stubborn_smtp import stubborn_smtp

from .processes import environment, start
from .test_killed_workers import addressees, time_in_tokyo

pytestmark = pytest.mark.django_db(transaction=True)
COUNT = 200


@pytest.fixture
def folder() -> Iterator[Path]:
    """A socket's path must be short, and open to the user that Redis runs as."""
    path = Path(tempfile.mkdtemp(prefix="ldn-"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path, ignore_errors=True)


def test_an_emptied_and_restarted_broker_loses_and_doubles_nothing(folder):
    with stubborn_smtp() as (mailbox, port):
        with servers.redis(folder) as broker:
            engine = start_engine(port, broker, folder)
            make_everybody_due(first=0)
            wait_until(lambda: len(mailbox.messages) >= COUNT // 10)
            redis_client.Redis.from_url(broker).flushall()
        shutil.rmtree(folder / "redis")
        make_everybody_due(first=COUNT)
        time.sleep(1)
        with servers.redis(folder):
            wait_until(all_is_settled)
            stop(engine)
        sent = addressees(mailbox)

    assert len(sent) == 2 * COUNT
    assert max(sent.values()) == 1
    assert Counter(messages().values_list("state", flat=True)) == {"handed_over": 2 * COUNT}


def start_engine(port: int, broker: str, folder: Path) -> list[subprocess.Popen]:
    """A worker and a beat that ticks every second."""
    data = folder / "data"
    data.mkdir()
    more = {"REDIS_URL": broker, "TICK_SECONDS": "1", "LDN_DATA_DIR": str(data)}
    env = environment(port, **more)
    celery = ("-m", "celery", "--quiet", "--app", "ldn_app")
    worker = ("worker", "--pool", "threads", "--concurrency", "2", "--without-mingle")
    return [
        start(*celery, *worker, env=env),
        start(*celery, "beat", "--pidfile=", env=env),
    ]


def stop(engine: list[subprocess.Popen]) -> None:
    for process in engine:
        process.kill()
        process.wait()


def make_everybody_due(*, first: int) -> None:
    now = timezone.now()
    due = now - timedelta(seconds=5)
    make_crowd(COUNT, due_at=due, local_time=time_in_tokyo(now), first=first)


def all_is_settled() -> bool:
    waiting = schedules().filter(next_due_at__lte=timezone.now()).exists()
    unfinished = messages().filter(state__in=OutboxMessage.UNFINISHED).exists()
    return not waiting and not unfinished


def wait_until(holds: Callable[[], bool], seconds: float = 40) -> None:
    gives_up = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < gives_up
        time.sleep(0.1)
