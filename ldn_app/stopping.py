"""Whether this process was asked to stop. Long work looks here between two steps, and says what
has to happen at once although a step of it hangs."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connections

log = logging.getLogger(__name__)

_asked = threading.Event()
_lock = threading.Lock()
_to_do: dict[object, Callable[[], object]] = {}


def is_asked() -> bool:
    return _asked.is_set()


@contextmanager
def when_asked(work: Callable[[], object]) -> Iterator[None]:
    """Do ``work`` in a thread of its own when the process is asked to stop inside this block."""
    key = object()
    with _lock:
        _to_do[key] = work
    try:
        yield
    finally:
        with _lock:
            del _to_do[key]


def ask() -> threading.Thread:
    """Called from a signal handler: it sets the mark and leaves the work to a thread."""
    _asked.set()
    thread = threading.Thread(target=_do_what_there_is, name="stopping")
    thread.start()
    return thread


def forget() -> None:
    """For tests, which go on afterwards."""
    _asked.clear()


def _do_what_there_is() -> None:
    with _lock:
        works = list(_to_do.values())
    try:
        for work in works:
            try:
                work()
            except Exception as broken:
                log.warning("could not be done on stopping: %s", type(broken).__name__)
    finally:
        connections.close_all()
