"""The web server as script/run starts it, and what it costs."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import psutil

from ldn_app.supervise.children import Child
from ldn_app.supervise.preflight import RunConfig, first_page_answers, hold_port
from ldn_app.supervise.programs import web_program

from .load import Call, Taken, one_after_another

A_ROUND = 20
NOTHING = Taken([], 0)


@dataclass(frozen=True)
class Web:
    """A running server. ``database``: the process above all of PostgreSQL's, if there is one."""

    port: int
    server: psutil.Process
    database: psutil.Process | None

    def cpu_seconds(self) -> float:
        return _cpu_seconds(self.server)

    def database_cpu_seconds(self) -> float:
        return _cpu_seconds(self.database) if self.database else 0.0

    def megabytes(self) -> float:
        """Resident memory of the worker, the largest of the server's processes."""
        family = [self.server, *self.server.children(recursive=True)]
        return max(one.memory_info().rss for one in family) / 1e6


@dataclass
class Spent:
    """What the requests of one call took, over all rounds."""

    taken: Taken = NOTHING
    web_seconds: float = 0
    database_seconds: float = 0

    def add(self, web: Web, call: Call) -> None:
        """Another round of requests."""
        web_before, database_before = web.cpu_seconds(), web.database_cpu_seconds()
        self.taken += one_after_another(web.port, call, A_ROUND)
        self.web_seconds += web.cpu_seconds() - web_before
        self.database_seconds += web.database_cpu_seconds() - database_before

    @property
    def web_ms(self) -> float:
        """CPU of the web server for one request."""
        return self.web_seconds * 1000 / len(self.taken.milliseconds)

    @property
    def database_ms(self) -> float:
        return self.database_seconds * 1000 / len(self.taken.milliseconds)

    @property
    def cpu_ms(self) -> float:
        return self.web_ms + self.database_ms


@contextmanager
def running_web(place: RunConfig, *, database: psutil.Process | None) -> Iterator[Web]:
    with hold_port(place) as port:
        child = Child(web_program(port.fileno()))
        try:
            _wait_for(place, child)
            yield Web(place.port, psutil.Process(child.process.pid), database)
        finally:
            child.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(place: RunConfig, child: Child) -> None:
    gives_up = time.monotonic() + 60
    while not first_page_answers(place):
        if child.has_ended() or time.monotonic() > gives_up:
            raise RuntimeError("The web server did not start.")
        time.sleep(0.1)


def _cpu_seconds(process: psutil.Process) -> float:
    """User and system time of a process and all below it, the finished ones included."""
    total = 0.0
    for one in (process, *process.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):
            times = one.cpu_times()
            total += times.user + times.system
    own = process.cpu_times()
    return total + own.children_user + own.children_system
