"""Waitress, which takes a whole request before a thread looks at it, with limits of our own."""

import time
from collections.abc import Callable

from django.conf import settings
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask

from .gate import Gate

AT_WORK = 4  # Requests that compute at the same time: more would only slow each other down.
MAY_WAIT = 64
PATIENCE_SECONDS = 5
SPARE_THREADS = 8  # For the probe, and for saying that there is no room.

RECEIVE_SECONDS = 30  # A request has this long to arrive, and longer while it keeps up this pace:
SLOWEST_BYTES_A_SECOND = 4096
IDLE_SECONDS = 60  # A connection on which nothing happens.
CONNECTIONS = 1000
SECONDS_TO_FINISH = 2  # What answers given already have when the server is asked to stop.

SENTENCES = {
    400: "送られた内容を読めませんでした。前の画面にもどって、もう一度送ってください。",
    413: "送られた内容が大きすぎます。小さく分けて、もう一度送ってください。",
    431: "送られた内容が大きすぎます。画面を開きなおしてください。",
}
ELSE = "送られた内容を受け取れませんでした。前の画面にもどって、もう一度送ってください。"


class JapaneseErrorTask(ErrorTask):
    """What the server itself says about a request that never reached the site."""

    def execute(self) -> None:
        error = self.request.error
        body = SENTENCES.get(error.code, ELSE).encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers.append(("Content-Type", "text/plain; charset=utf-8"))
        self.response_headers.append(("Cache-Control", "no-store"))
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class PunctualChannel(HTTPChannel):
    """A connection that knows since when it has been receiving the request at hand."""

    error_task_class = JapaneseErrorTask
    receiving_since: float | None = None

    def received(self, data: bytes) -> bool:
        before = self.request
        goes_on = super().received(data)
        if self.request is None:
            self.receiving_since = None
        elif self.request is not before:
            self.receiving_since = time.time()
        return goes_on

    def is_late(self, now: float) -> bool:
        """Whether its request has been arriving for too long, and too slowly."""
        since, request = self.receiving_since, self.request
        if since is None or request is None:
            return False
        received = request.header_bytes_received + request.body_bytes_received
        return now - since > RECEIVE_SECONDS + received / SLOWEST_BYTES_A_SECOND


class Server(TcpWSGIServer):
    """Closes late connections, and finishes what it is doing when it is asked to stop."""

    channel_class = PunctualChannel
    is_stopping = False

    def maintenance(self, now: float) -> None:
        super().maintenance(now)
        for channel in list(self.active_channels.values()):
            if channel.is_late(now):
                channel.will_close = True

    def stop(self, *_: object) -> None:
        """Take nothing new. Safe in a signal handler."""
        self.is_stopping = True
        self.pull_trigger()

    def run(self) -> None:
        """Serve until ``stop``; then answers in hand have SECONDS_TO_FINISH."""
        while not self.is_stopping:
            wasyncore.loop(timeout=1, map=self._map, use_poll=True, count=1)
        self.accepting = False
        gives_up = time.monotonic() + SECONDS_TO_FINISH
        while self._is_busy() and time.monotonic() < gives_up:
            wasyncore.loop(timeout=0.05, map=self._map, use_poll=True, count=1)
        self.task_dispatcher.shutdown(timeout=0)

    def _is_busy(self) -> bool:
        channels = self.active_channels.values()
        return any(channel.requests or channel.total_outbufs_len for channel in channels)


def build_server(application: Callable, listener) -> Server:
    """A server of ``application`` on the socket ``listener``, which is bound already."""
    gate = Gate(application, at_work=AT_WORK, may_wait=MAY_WAIT, patience_seconds=PATIENCE_SECONDS)
    limits = Adjustments(
        sockets=[listener],
        threads=AT_WORK + MAY_WAIT + SPARE_THREADS,
        connection_limit=CONNECTIONS,
        channel_timeout=IDLE_SECONDS,
        cleanup_interval=5,
        max_request_body_size=settings.MOST_BYTES_OF_A_REQUEST,
        max_request_header_size=32 * 1024,
        # What a slow reader has not fetched waits on disk, not in a thread.
        outbuf_high_watermark=256 * 1024 * 1024,
        asyncore_use_poll=True,
        # The site counts proxies itself (TRUSTED_PROXY_COUNT).
        clear_untrusted_proxy_headers=False,
        ident=None,
    )
    kind = (listener.family, listener.type, listener.proto, listener.getsockname())
    return Server(gate, _sock=listener, adj=limits, sockinfo=kind, bind_socket=False)
