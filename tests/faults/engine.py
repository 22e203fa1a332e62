"""Workers and beat as they run for people."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .processes import start

CELERY = ("-m", "celery", "--quiet", "--app", "ldn_app")


@contextmanager
def short_folder() -> Iterator[Path]:
    """A socket's path must be short, and open to the user that the servers run as."""
    path = Path(tempfile.mkdtemp(prefix="ldn-"))
    path.chmod(0o755)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def start_workers(env: dict[str, str]) -> subprocess.Popen:
    """What script/run and docker-compose.yml start: a process for each queue, and their parent."""
    return start("-m", "ldn_app.workers", env=env)


def start_beat(env: dict[str, str]) -> subprocess.Popen:
    """It keeps its own notes below LDN_DATA_DIR and ticks every second."""
    return start(*CELERY, "beat", "--pidfile=", env={**env, "TICK_SECONDS": "1"})


@contextmanager
def engine(env: dict[str, str]) -> Iterator[list[subprocess.Popen]]:
    """The workers and a beat."""
    running = [start_workers({**env, "TICK_SECONDS": "1"}), start_beat(env)]
    try:
        yield running
    finally:
        for process in running:
            kill(process)


def kill(process: subprocess.Popen) -> None:
    """kill -9, for the whole of its session."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
