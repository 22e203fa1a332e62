"""A real SMTP server that can be told to refuse, to ask for patience, to hang or to drop."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from tests.mailbox import Mailbox, _free_port


class StubbornMailbox(Mailbox):
    """``at_recipient``/``at_data``: an answer such as "450 4.2.0 later"; "hang" and "drop" too.

    "drop" closes the line after DATA was taken, without a word. ``every``: only each
    nth address is treated like that, and only the first time that it comes.

    ``answer_for``: an answer for one address by itself, or None. ``most_in_session``: after so many
    mails the session ends with ``full_session``, as a server's own limit does (RFC 5321, 3.8).
    ``asked``: each address that was asked about, as often as it was.
    """

    def __init__(self) -> None:
        super().__init__()
        self.at_recipient = ""
        self.at_data = ""
        self.every = 1
        self.answer_for: Callable[[str], str | None] = lambda address: None
        self.most_in_session = 0
        self.full_session = "421 4.4.5 closing transmission channel"
        self.asked: list[str] = []
        self.sessions = 0
        self._seen: set[str] = set()
        self._is_moody = True

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.sessions += 1
        session.host_name = hostname
        session.taken = 0
        return responses

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options) -> str:
        self.asked.append(address)
        if self.most_in_session and session.taken >= self.most_in_session:
            asyncio.get_running_loop().call_later(0.05, server.transport.close)
            return self.full_session
        if (own := self.answer_for(address)) is not None:
            return own
        self._meet(address)
        if self.at_recipient == "hang" and self._is_moody:
            await asyncio.sleep(5)
        elif self.at_recipient and self._is_moody:
            return self.at_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session, envelope) -> str:
        session.taken = getattr(session, "taken", 0) + 1
        if not self._is_moody:
            return await super().handle_DATA(server, session, envelope)
        if self.at_data in {"drop", "hang"}:
            self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
            self._addressees.append(list(envelope.rcpt_tos))
            if self.at_data == "hang":
                await asyncio.sleep(5)
            server.transport.abort()
            return "250 OK"
        if self.at_data:
            return self.at_data
        return await super().handle_DATA(server, session, envelope)

    def _meet(self, address: str) -> None:
        if self.every > 1:
            is_new = address not in self._seen
            self._seen.add(address)
            self._is_moody = is_new and len(self._seen) % self.every == 0


@contextmanager
def stubborn_smtp() -> Iterator[tuple[StubbornMailbox, int]]:
    """Yields the mailbox and its port on 127.0.0.1."""
    mailbox = StubbornMailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=_free_port())
    controller.start()
    try:
        yield mailbox, controller.port
    finally:
        controller.stop()
