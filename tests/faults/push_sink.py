"""A push service that takes everything and remembers who was pushed to."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class PushSink:
    origin: str
    took: Counter = field(default_factory=Counter)


@contextmanager
def push_sink() -> Iterator[PushSink]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            sink.took[self.path] += 1
            self.send_response(201)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args) -> None:
            """Tests say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        sink = PushSink(f"http://127.0.0.1:{server.server_port}")
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield sink
        finally:
            server.shutdown()
