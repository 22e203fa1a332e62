"""Somebody who looks at Tonight again and again while something else happens."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from .load import Call, one_after_another

PAUSE_SECONDS = 0.05
AT_ONCE = 5


class Probe:
    def __init__(self, port: int, call: Call) -> None:
        self.port, self.call = port, call

    def during(self, something: Callable[[], None]) -> float:
        """p99 of Tonight in milliseconds while ``something`` is done."""
        milliseconds: list[float] = []
        over = threading.Event()

        def ask() -> None:
            while not over.wait(PAUSE_SECONDS):
                milliseconds.extend(one_after_another(self.port, self.call, AT_ONCE).milliseconds)

        thread = threading.Thread(target=ask)
        thread.start()
        try:
            something()
        finally:
            over.set()
            thread.join()
        return sorted(milliseconds)[len(milliseconds) * 99 // 100]


@contextmanager
def running_probe() -> Iterator[Probe]:
    """A web server, and a patient of the crowd who is signed in there."""
    from ldn_app.accounts.models import Patient
    from ldn_app.supervise.preflight import Place
    from ldn_app.supervise.prepare import prepare

    from .visitors import session_of
    from .web import free_port, running_web

    prepare()
    place = Place("127.0.0.1", free_port(), Path(os.environ["LDN_DATA_DIR"]))
    cookie = f"{settings.SESSION_COOKIE_NAME}={session_of(Patient.objects.first().user)}"
    call = Call("/tonight/", {"Cookie": cookie})
    with running_web(place, database=None) as web:
        one_after_another(web.port, call, 50)  # Templates are read once.
        yield Probe(web.port, call)
