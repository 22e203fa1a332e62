"""``python -m ldn_app.workers [QUEUE …]``: a worker process for each queue, under one parent.

None waits for another: while a mail server hangs, ticks go on and pushes leave. A queue named twice
gets two processes. The parent loads the code once and forks, so that the children share much of
their memory; it starts again what ends, and ends what no longer moves.
"""

import gc
import mmap
import os
import signal
import struct
import sys
import threading
import time
import warnings

import django

from ldn_app.celery import app
from ldn_app.supervise.children import Program, be_called, die_with_parent
from ldn_app.supervise.supervisor import KeepsEnding, Supervisor

# Threads of each. Where messages leave it is one: a killed process leaves one message in doubt.
QUEUES = {"tick": 2, "mail": 1, "push": 1, "documents": 2}
# What is leaving is handed over and written down; whoever started us may be less patient.
SECONDS_TO_STOP = 50
SECONDS_BETWEEN_LOOKS = 0.25
# A process whose heart did not beat at so many looks is frozen. Looks are counted, not seconds:
# when the whole machine slept, the parent slept too.
LOOKS_TO_BE_FROZEN = 240
QUIET = ("--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "warning")


class Heart:
    """A number in memory that the child raises and the parent reads."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, 8)
        self._beats, self._seen, self._looks = 0, 0, 0

    def beat_on(self) -> None:
        """The child's: never returns."""
        while True:
            self.beat()
            time.sleep(SECONDS_BETWEEN_LOOKS)

    def beat(self) -> None:
        self._beats += 1
        self._memory[:] = struct.pack("q", self._beats)

    def stands_still(self) -> bool:
        """The parent's, once at each look."""
        (count,) = struct.unpack("q", self._memory[:])
        self._looks = self._looks + 1 if count == self._seen else 0
        self._seen = count
        return self._looks >= LOOKS_TO_BE_FROZEN


class Worker:
    """A forked worker of one queue; what the supervisor calls a child."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._heart = Heart()
        self._asked = self._ended = False
        self.pid = os.fork()
        if self.pid == 0:
            self._work()

    def _work(self) -> None:
        code = 1
        try:
            for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
                signal.signal(number, signal.SIG_DFL)
            die_with_parent()
            be_called(f"ldn-{self.program.name}")
            threading.Thread(target=self._heart.beat_on, name="heart", daemon=True).start()
            code = work_on(*self.program.command, self.program.name)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

    def has_ended(self) -> bool:
        if not self._ended and self._heart.stands_still():
            self._signal(signal.SIGKILL)
        if not self._ended:
            self._ended = os.waitpid(self.pid, os.WNOHANG)[0] != 0
        return self._ended

    def ask_to_stop(self) -> None:
        """Once: asked again, Celery would hurry and drop what is leaving."""
        if not self._asked:
            self._asked = True
            self._signal(signal.SIGTERM)

    def stop(self, **_: object) -> None:
        """Ask, wait for at most ``seconds_to_stop``, then insist. Twice is harmless."""
        self.ask_to_stop()
        patience_ends = time.monotonic() + self.program.seconds_to_stop
        while not self.has_ended() and time.monotonic() < patience_ends:
            time.sleep(0.02)
        if not self._ended:
            self._signal(signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self._ended = True

    def _signal(self, number: int) -> None:
        if not self._ended:
            os.kill(self.pid, number)


def work_on(queue: str, name: str) -> int:
    """Be a worker of ``queue`` until asked to stop."""
    if os.geteuid() == 0:  # It runs as whoever typed the command; on a fresh machine that is root.
        warnings.filterwarnings("ignore", message="You're running the worker with superuser")
    threads = ("--pool", "threads", "--concurrency", str(QUEUES[queue]))
    app.worker_main(
        ["--quiet", "worker", *threads, "--queues", queue, "--hostname", f"{name}@%h", *QUIET]
    )
    return 0


def programs(asked: list[str]) -> list[Program]:
    """``asked``: names of queues; all of them when there is none. The second process of a queue is
    called "mail2"."""
    found: list[Program] = []
    for queue in asked or list(QUEUES):
        if queue not in QUEUES:
            sys.exit(f"{queue} is no queue: name some of {', '.join(QUEUES)}")
        earlier = sum(program.command == (queue,) for program in found)
        name = f"{queue}{earlier + 1}" if earlier else queue
        found.append(Program(name, (queue,), seconds_to_stop=SECONDS_TO_STOP))
    return found


def main(asked: list[str]) -> int:
    wanted = programs(asked)
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    load_the_code()
    supervisor = Supervisor(new_child=Worker, say=tell)
    try:
        for program in wanted:
            supervisor.start(program)
        while not stopping.wait(SECONDS_BETWEEN_LOOKS):
            supervisor.look_after()
    except KeepsEnding as why:
        tell(str(why))
        return 1
    finally:
        for post in supervisor.posts:
            if post.child is not None:
                post.child.ask_to_stop()
        supervisor.stop()
    return 0


def tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def load_the_code() -> None:
    """Everything that the children share; nothing that a child may not share: no connection."""
    django.setup()
    app.loader.import_default_modules()
    app.finalize(auto=True)
    gc.collect()
    gc.freeze()  # Otherwise the first collection in a child would touch, and copy, every page.


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
