"""A conversation over a socket that is over at a given moment, however slowly the other side talks.

A socket's timeout counts anew with every byte that comes: an answer that drips gets round it.
"""

import io
import math
import socket
import time


class Deadline:
    """When a conversation has to be over. Nothing is until ``begin`` was called."""

    def __init__(self) -> None:
        self._ends = math.inf

    def begin(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds

    def seconds_left(self) -> float | None:
        """For ``settimeout``; raises TimeoutError when the time is over."""
        if self._ends == math.inf:
            return None
        left = self._ends - time.monotonic()
        if left <= 0:
            raise TimeoutError("the conversation took too long")
        return left


class _Reader(socket.SocketIO):
    """What ``socket.makefile`` reads from; every read gets what is left of the whole time."""

    def __init__(self, line: socket.socket, deadline: Deadline) -> None:
        super().__init__(line, "r")
        self._deadline = deadline

    def readinto(self, buffer) -> int | None:
        self._sock.settimeout(self._deadline.seconds_left())
        return super().readinto(buffer)


def reader(line: socket.socket, deadline: Deadline) -> io.BufferedReader:
    """``line.makefile("rb")`` that keeps to ``deadline``."""
    raw = _Reader(line, deadline)
    line._io_refs += 1  # As ``makefile`` does: the socket stays open until the reader is closed.
    return io.BufferedReader(raw)
