"""The gate in front of the site: so many requests at work, so many that wait, the rest is told to
come back. The probe passes by, so that a full house does not look like a dead one."""

import threading
from collections.abc import Callable, Iterable

from django.core.exceptions import SuspiciousOperation
from django.core.handlers.wsgi import WSGIRequest

from ldn_app.ui.errors import too_busy

PASSES_BY = {"/healthz"}

WSGIApplication = Callable[[dict, Callable], Iterable[bytes]]


class Gate:
    """A WSGI application that lets at most ``at_work`` requests into ``site`` at a time.

    ``may_wait``: how many more may stand in line, for at most ``patience_seconds`` each. Whoever
    finds the line full, or has waited that long, gets a 503 in Japanese with Retry-After; nothing
    of their request was looked at. A place is held until the answer is wholly produced.
    """

    def __init__(
        self, site: WSGIApplication, *, at_work: int, may_wait: int, patience_seconds: float
    ) -> None:
        self._site = site
        self._patience = patience_seconds
        self._work = threading.Semaphore(at_work)
        self._line = threading.Semaphore(at_work + may_wait)

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        if environ.get("PATH_INFO") in PASSES_BY:
            return self._site(environ, start_response)
        if not self._line.acquire(blocking=False):
            return no_room(environ, start_response)
        if not self._work.acquire(timeout=self._patience):
            self._line.release()
            return no_room(environ, start_response)
        try:
            answer = self._site(environ, start_response)
        except BaseException:
            self._leave()
            raise
        return _Answer(answer, self._leave)

    def _leave(self) -> None:
        self._work.release()
        self._line.release()


class _Answer:
    """The site's answer; its place at the gate is given back when the server closes it."""

    def __init__(self, answer: Iterable[bytes], leave: Callable[[], None]) -> None:
        self._answer, self._leave = answer, leave

    def __iter__(self):
        return iter(self._answer)

    def close(self) -> None:
        leave, self._leave = self._leave, None
        try:
            getattr(self._answer, "close", lambda: None)()
        finally:
            if leave is not None:  # A server may close twice.
                leave()


def no_room(environ: dict, start_response: Callable) -> list[bytes]:
    """The page for whom there is no room now, with what they typed."""
    try:
        answer = too_busy(WSGIRequest(environ))
    except (SuspiciousOperation, ValueError):  # A form that cannot be read is not shown again.
        answer = too_busy(WSGIRequest({**environ, "REQUEST_METHOD": "GET"}))
    status = f"{answer.status_code} {answer.reason_phrase}"
    start_response(status, [*answer.items(), ("Content-Length", str(len(answer.content)))])
    return [answer.content]
