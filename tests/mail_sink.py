"""A mail server, line by line, that misbehaves at a stage: it hangs, drips, closes or answers.

Stages in their order: greeting, ehlo, mail, rcpt, data (before 354), text (after the last dot).
"""

import socketserver
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

STAGES = ("greeting", "ehlo", "mail", "rcpt", "data", "text")
USUAL = {
    "greeting": "220 sink",
    "ehlo": "250 sink",
    "mail": "250 OK",
    "rcpt": "250 OK",
    "data": "354 go on",
    "text": "250 OK",
    "rset": "250 OK",
    "quit": "221 bye",
}


def usual(stage: str, address: str) -> str:
    """Takes everything."""
    return USUAL[stage]


@dataclass
class MailSink:
    """``answer(stage, address)``: a line to say, "hang", "drip" or "close"; tests exchange it.

    ``took``: how often each address's text arrived in full, whatever was answered to it.
    ``reached``: how often each stage was reached.
    """

    port: int = 0
    answer: Callable[[str, str], str] = usual
    took: Counter = field(default_factory=Counter)
    reached: Counter = field(default_factory=Counter)
    over: threading.Event = field(default_factory=threading.Event)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def note(self, counter: Counter, key: str) -> None:
        with self.changed:
            counter[key] += 1
            self.changed.notify_all()


class _Conversation(socketserver.StreamRequestHandler):
    sink: MailSink

    def handle(self) -> None:
        self.address = ""
        try:
            if not self._say("greeting"):
                return
            while line := self.rfile.readline():
                if not self._take(line.strip().decode()):
                    return
        except OSError:
            return  # The other side has had enough.

    def _take(self, line: str) -> bool:
        verb = line.split(" ")[0].split(":")[0].lower()
        if verb == "rcpt":
            self.address = line[line.index("<") + 1 : line.index(">")]
        if verb in {"helo", "noop"}:
            verb = "ehlo"
        if not self._say(verb):
            return False
        if verb == "data" and self._said.startswith("354"):
            while self.rfile.readline() not in {b".\r\n", b""}:
                pass
            self.sink.note(self.sink.took, self.address)
            return self._say("text")
        return verb != "quit"

    def _say(self, stage: str) -> bool:
        self.sink.note(self.sink.reached, stage)
        self._said = self.sink.answer(stage, self.address)
        if self._said == "close":
            return False
        if self._said == "hang":
            self._wait_for_the_end(drip=b"")
        elif self._said == "drip":
            self.wfile.write(b"250-")
            self._wait_for_the_end(drip=b"x")
        else:
            self.wfile.write(f"{self._said}\r\n".encode())
            return not self._said.startswith("421")
        return False

    def _wait_for_the_end(self, drip: bytes) -> None:
        """Until the other side hangs up (seen when dripping) or the sink is closed."""
        while not self.sink.over.wait(0.05):
            if drip:
                self.wfile.write(drip)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 50


@contextmanager
def mail_sink(answer: Callable[[str, str], str] = usual) -> Iterator[MailSink]:
    """A sink on a free port of 127.0.0.1."""
    sink = MailSink(answer=answer)
    handler = type("Handler", (_Conversation,), {"sink": sink})
    with _Server(("127.0.0.1", 0), handler) as server:
        sink.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield sink
        finally:
            sink.over.set()
            server.shutdown()
