"""urllib3, with an end to every request: its read timeout counts for each read alone."""

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection

from ldn_app.deadline import Deadline, reader

# From the request to the last byte of the answer.
SECONDS_PER_REQUEST = 10


class _Line:
    """A socket whose answers keep to a deadline; everything else is the socket's own."""

    def __init__(self, line, deadline: Deadline) -> None:
        self._line = line
        self._deadline = deadline

    def makefile(self, mode: str = "rb", *_, **__):
        return reader(self._line, self._deadline)

    def __getattr__(self, name: str):
        return getattr(self._line, name)


class _HttpWithDeadline:
    def __init__(self, *args, **named) -> None:
        self._deadline = Deadline()
        super().__init__(*args, **named)

    def connect(self) -> None:
        super().connect()
        self.sock = _Line(self.sock, self._deadline)

    def request(self, *args, **named) -> None:
        self._deadline.begin(SECONDS_PER_REQUEST)
        super().request(*args, **named)


class _PlainConnection(_HttpWithDeadline, HTTPConnection):
    """http://, in tests only."""


class _TLSConnection(_HttpWithDeadline, HTTPSConnection):
    """https://"""


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _PlainConnection


class _TLSPool(HTTPSConnectionPool):
    ConnectionCls = _TLSConnection


class PunctualPools(PoolManager):
    """A PoolManager whose requests are over in time."""

    def __init__(self, *args, **named) -> None:
        super().__init__(*args, **named)
        self.pool_classes_by_scheme = {"http": _PlainPool, "https": _TLSPool}
