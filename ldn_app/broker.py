"""How every process of ours talks to the broker: it comes back quickly, and nobody waits for it."""

import logging
import os
import queue
import threading
from typing import NamedTuple

from celery import current_app
from celery.app.amqp import AMQP
from kombu import Connection

log = logging.getLogger(__name__)

MOST_WAITING = 1000


class PatientConnection(Connection):
    """Tries again at least every five seconds, however long the broker was away; kombu's own
    pauses grow to thirty, and a tick is worth fifteen."""

    def _ensure_connection(
        self,
        errback=None,
        max_retries=None,
        interval_start=1,
        interval_step=1,
        interval_max=5,
        **named,
    ):
        return super()._ensure_connection(
            errback, max_retries, interval_start, interval_step, interval_max, **named
        )


class PatientAMQP(AMQP):
    Connection = PatientConnection


class Nudge(NamedTuple):
    """Ask a worker to look at its rows; after ``expires`` seconds the next round has done so."""

    task: str
    args: tuple
    expires: int


class Nudger:
    """Sends nudges from a thread of its own, so that no page waits for a broker that hangs.

    What waits when the broker does not answer is dropped: the rows are the truth, and the next
    tick (or the next round of papers) finds them.
    """

    def __init__(self) -> None:
        self._waiting: queue.Queue[Nudge] = queue.Queue(MOST_WAITING)
        self._start = threading.Lock()
        self._thread: threading.Thread | None = None

    def send(self, nudge: Nudge) -> None:
        try:
            self._waiting.put_nowait(nudge)
        except queue.Full:
            return
        with self._start:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="nudger", daemon=True)
                self._thread.start()

    def wait_until_sent(self) -> None:
        """Until nothing waits any more: it was sent, or dropped."""
        self._waiting.join()

    def _run(self) -> None:
        while True:
            nudge = self._waiting.get()
            try:
                current_app.send_task(
                    nudge.task, args=nudge.args, expires=nudge.expires, retry=False
                )
            except Exception as away:  # whatever it is: this thread must go on
                log.warning("the broker is away (%s); the rows wait", type(away).__name__)
                self._drop_what_waits()
            finally:
                self._waiting.task_done()

    def _drop_what_waits(self) -> None:
        while True:
            try:
                self._waiting.get_nowait()
            except queue.Empty:
                return
            self._waiting.task_done()


_nudger = Nudger()


def nudge(task: str, *args: object, expires: int) -> None:
    """Wake a worker for ``task`` as soon as the broker takes it. Returns at once."""
    _nudger.send(Nudge(task, args, expires))


def wait_until_sent() -> None:
    """For tests, and for processes that are about to end."""
    _nudger.wait_until_sent()


def _after_fork() -> None:
    """A thread does not live on in a child."""
    global _nudger
    _nudger = Nudger()


os.register_at_fork(after_in_child=_after_fork)
