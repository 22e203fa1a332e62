"""A plain HTTP client that keeps its connection, and what its answers took."""

import http.client
import statistics
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass

FORM = "application/x-www-form-urlencoded"


class UnexpectedAnswer(Exception):
    """The server said something else than what is measured."""


@dataclass(frozen=True)
class Call:
    """One request. ``body`` None: a GET. ``status``: what the answer must be."""

    path: str
    headers: Mapping[str, str]
    body: str | None = None
    status: int = 200


@dataclass(frozen=True)
class Taken:
    """Milliseconds of each request, and the bytes of the last body as they came (gzip)."""

    milliseconds: list[float]
    body_bytes: int

    def __add__(self, later: "Taken") -> "Taken":
        return Taken([*self.milliseconds, *later.milliseconds], later.body_bytes)

    @property
    def p50(self) -> float:
        return statistics.median(self.milliseconds)

    @property
    def p99(self) -> float:
        return statistics.quantiles(self.milliseconds, n=100, method="inclusive")[98]


def one_after_another(port: int, call: Call, count: int) -> Taken:
    """Send ``call`` ``count`` times over one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    milliseconds = []
    size = 0
    for _ in range(count):
        began = time.perf_counter()
        size = _send(connection, call)
        milliseconds.append((time.perf_counter() - began) * 1000)
    connection.close()
    return Taken(milliseconds, size)


def together(port: int, call: Call, count: int, *, clients: int = 4) -> float:
    """Requests a second with several clients at once."""
    wrong: list[Exception] = []

    def run() -> None:
        try:
            one_after_another(port, call, count)
        except Exception as why:
            wrong.append(why)

    threads = [threading.Thread(target=run) for _ in range(clients)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise wrong[0]
    return count * clients / (time.perf_counter() - began)


def _send(connection: http.client.HTTPConnection, call: Call) -> int:
    headers = {"Accept-Encoding": "gzip", **call.headers}
    method = "GET" if call.body is None else "POST"
    if call.body is not None:
        headers["Content-Type"] = FORM
    connection.request(method, call.path, body=call.body, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != call.status:
        raise UnexpectedAnswer(f"{method} {call.path}: {answer.status}")
    return len(body)
