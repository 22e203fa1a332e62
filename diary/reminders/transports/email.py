"""E-mail: one SMTP connection for a batch, every stage of the conversation known.

What fails before the server agreed to take the text (354) surely did not go out; what breaks
afterwards may have. Django's own backend hides that difference, so its connection is used here
stage by stage.
"""

import smtplib
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.smtp import EmailBackend as DjangoEmailBackend
from django.utils.module_loading import import_string

from ldn_app.smtp import EmailBackend

from . import letter
from .base import Outcome, Outgoing, Receipt
from .smtp_answers import at_data, at_recipient, at_sender

# More than this in one session to one house looks like a flood to the carriers.
MOST_PER_DOMAIN_AND_SESSION = 100


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail, ready to go."""

    sender: str
    address: str
    content: bytes

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2].lower()


class EmailTransport:
    """See base.Transport."""

    def __init__(self) -> None:
        self._backend = None
        self._sent: Counter[str] = Counter()
        self._resting: dict[str, Receipt] = {}
        self._away: Receipt | None = None

    def prepare(self, outgoing: Outgoing, *, now: datetime) -> Letter:
        sender = letter.return_path(outgoing.channel_id)
        return Letter(sender, outgoing.address, letter.render(outgoing, now=now))

    def hand_over(self, prepared: Letter) -> Receipt:
        """Nothing more is tried in this batch at a server that is away or a domain that asked
        for a pause: the rest of the batch goes back for later."""
        resting = self._away or self._resting.get(prepared.domain)
        if resting is not None:
            return resting
        try:
            session = self._session(prepared.domain)
        except (OSError, smtplib.SMTPException) as away:
            self.close()
            reason = f"smtp_away_{type(away).__name__}"
            self._away = Receipt(Outcome.TRANSIENT, reason, host_is_away=True)
            return self._away
        receipt = self._converse(session, prepared)
        if receipt.outcome is Outcome.HANDED_OVER:
            self._sent[prepared.domain] += 1
        elif receipt.outcome is Outcome.TRANSIENT:
            self._resting[prepared.domain] = receipt
        return receipt

    def close(self) -> None:
        backend, self._backend = self._backend, None
        self._sent.clear()
        self._resting.clear()
        self._away = None
        if backend is not None:
            with suppress(OSError, smtplib.SMTPException):
                backend.close()

    def _session(self, domain: str) -> smtplib.SMTP:
        if self._backend is not None and self._sent[domain] >= MOST_PER_DOMAIN_AND_SESSION:
            self._hang_up()
        if self._backend is None:
            backend = EmailBackend()
            backend.open()
            backend.connection.ehlo_or_helo_if_needed()
            self._backend = backend
        return self._backend.connection

    def _converse(self, session: smtplib.SMTP, prepared: Letter) -> Receipt:
        try:
            receipt = self._before_data(session, prepared)
        except (OSError, smtplib.SMTPException) as broken:
            self._hang_up()
            return Receipt(Outcome.TRANSIENT, f"smtp_{type(broken).__name__}")
        if receipt is not None:
            return receipt
        try:
            return self._data(session, prepared.content)
        except (OSError, smtplib.SMTPException) as broken:
            self._hang_up()
            return Receipt(Outcome.UNCONFIRMED, f"smtp_{type(broken).__name__}")

    def _before_data(self, session: smtplib.SMTP, prepared: Letter) -> Receipt | None:
        """Up to the server's word that it will take the text; None: it will."""
        for ask, judge in (
            (lambda: session.mail(prepared.sender), at_sender),
            (lambda: session.rcpt(prepared.address), at_recipient),
            (lambda: session.docmd("data"), at_data),
        ):
            code, words = ask()
            receipt = judge(code, words)
            if receipt is not None:
                self._reset(session)
                return receipt
        return None

    def _data(self, session: smtplib.SMTP, content: bytes) -> Receipt:
        session.send(content)
        code, words = session.getreply()
        return at_data(code, words) or Receipt(Outcome.HANDED_OVER)

    def _reset(self, session: smtplib.SMTP) -> None:
        try:
            session.rset()
        except (OSError, smtplib.SMTPException):
            self._hang_up()

    def _hang_up(self) -> None:
        """End the session but remember who asked for a pause."""
        backend, self._backend = self._backend, None
        self._sent.clear()
        with suppress(OSError, smtplib.SMTPException):
            backend.close()


class FileEmailTransport:
    """For backends that are not SMTP (development keeps its mail in files)."""

    def prepare(self, outgoing: Outgoing, *, now: datetime):
        return letter.as_message(outgoing)

    def hand_over(self, prepared) -> Receipt:
        get_connection().send_messages([prepared])
        return Receipt(Outcome.HANDED_OVER)

    def close(self) -> None:
        """Nothing is kept open."""


def transport() -> EmailTransport | FileEmailTransport:
    """The transport that fits the setting EMAIL_BACKEND."""
    smtp = issubclass(import_string(settings.EMAIL_BACKEND), DjangoEmailBackend)
    return EmailTransport() if smtp else FileEmailTransport()
