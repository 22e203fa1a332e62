"""A real SMTP server that keeps what it is given, for tests that read their mail."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller

from tests.waiting import DEADLINE_SECONDS


class NoSuchMail(AssertionError):
    """No mail for this address arrived in time."""


class Mailbox:
    """Everything that was sent, oldest first. aiosmtpd calls ``handle_DATA`` in its own thread."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self._addressees: list[list[str]] = []

    async def handle_DATA(self, server, session, envelope) -> str:
        message = message_from_bytes(envelope.content, policy=policy.default)
        self._addressees.append(list(envelope.rcpt_tos))
        self.messages.append(message)
        return "250 OK"

    def sent_to(self, address: str) -> list[EmailMessage]:
        """What the envelope brought to ``address``, oldest first."""
        pairs = zip(self.messages, self._addressees, strict=False)
        return [message for message, addressees in pairs if address in addressees]

    def wait_for(self, address: str, *, count: int = 1) -> EmailMessage:
        """The newest mail to ``address`` as soon as ``count`` of them have arrived."""
        gives_up = time.monotonic() + DEADLINE_SECONDS
        while len(self.sent_to(address)) < count:
            if time.monotonic() > gives_up:
                raise NoSuchMail(f"{len(self.sent_to(address))} of {count} mails to {address}")
            time.sleep(0.02)
        return self.sent_to(address)[-1]


def text_of(message: EmailMessage) -> str:
    """The plain text that a person reads."""
    part = message.get_body(("plain",))
    return part.get_content() if part else ""


@contextmanager
def smtp_server() -> Iterator[tuple[Mailbox, str, int]]:
    """Yields the mailbox and the host and port of its SMTP server."""
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=_free_port())
    controller.start()
    try:
        yield mailbox, controller.hostname, controller.port
    finally:
        controller.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
