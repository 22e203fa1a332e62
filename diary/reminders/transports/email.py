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

from ..domain.mail_answers import Meaning, Stage
from . import letter
from .base import Outcome, Outgoing, Receipt
from .smtp_answers import REST_SECONDS, SmtpReply, read_answer, reason_of_refused_session

# More than this in one session to one house looks like a flood to the carriers.
MOST_PER_DOMAIN_AND_SESSION = 100
RESTING = (Meaning.DOMAIN_RESTS, Meaning.SESSION_OVER)


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
        for a pause: the rest of the batch goes back for later, and that is no try."""
        resting = self._away or self._resting.get(prepared.domain)
        if resting is not None:
            return resting
        answer = self._try(prepared)
        if answer is None:
            self._sent[prepared.domain] += 1
            return Receipt(Outcome.HANDED_OVER)
        if answer.meaning in RESTING:
            later = Receipt(Outcome.TRANSIENT, answer.receipt.reason, REST_SECONDS, tried=False)
            self._resting[prepared.domain] = later
        return answer.receipt

    def close(self) -> None:
        self._hang_up()
        self._resting.clear()
        self._away = None

    def _try(self, prepared: Letter) -> SmtpReply | None:
        """None: taken. A session that ends after it served somebody is used up; the next serves
        this message. One that ends before is a pause that the server asks for."""
        while True:
            try:
                session = self._session(prepared.domain)
            except (OSError, smtplib.SMTPException) as away:
                return self._note_away(away)
            was_used = self._sent.total() > 0
            answer = self._converse(session, prepared)
            if answer is None:
                return None
            if answer.closes:
                self._hang_up()
            if answer.meaning is not Meaning.SESSION_OVER or not was_used:
                return answer
            self._hang_up()

    def _note_away(self, away: Exception) -> SmtpReply:
        self._hang_up()
        reason = f"smtp_away_{type(away).__name__}"
        if isinstance(away, smtplib.SMTPResponseException):
            reason = reason_of_refused_session(away.smtp_code, _as_bytes(away.smtp_error))
        self._away = Receipt(Outcome.TRANSIENT, reason, tried=False, host_is_away=True)
        return SmtpReply(Meaning.RECIPIENT_LATER, self._away)

    def _session(self, domain: str) -> smtplib.SMTP:
        if self._backend is not None and self._sent[domain] >= MOST_PER_DOMAIN_AND_SESSION:
            self._hang_up()
        if self._backend is None:
            backend = EmailBackend()
            backend.open()
            self._backend = backend
            backend.connection.ehlo_or_helo_if_needed()
        return self._backend.connection

    def _converse(self, session: smtplib.SMTP, prepared: Letter) -> SmtpReply | None:
        try:
            answer = self._before_data(session, prepared)
        except (OSError, smtplib.SMTPException) as broken:
            self._hang_up()
            receipt = Receipt(Outcome.TRANSIENT, f"smtp_{type(broken).__name__}")
            return SmtpReply(_meaning_of_break(broken), receipt)
        if answer is not None:
            return answer
        try:
            return self._data(session, prepared.content)
        except (OSError, smtplib.SMTPException) as broken:
            self._hang_up()
            receipt = Receipt(Outcome.UNCONFIRMED, f"smtp_{type(broken).__name__}")
            return SmtpReply(Meaning.RECIPIENT_LATER, receipt)

    def _before_data(self, session: smtplib.SMTP, prepared: Letter) -> SmtpReply | None:
        """Up to the server's word that it will take the text; None: it will."""
        for stage, ask in (
            (Stage.SENDER, lambda: session.mail(prepared.sender)),
            (Stage.RECIPIENT, lambda: session.rcpt(prepared.address)),
            (Stage.DATA, lambda: session.docmd("data")),
        ):
            code, words = ask()
            answer = read_answer(code, words, stage=stage)
            if answer is not None:
                if not answer.closes:
                    self._reset(session)
                return answer
        return None

    def _data(self, session: smtplib.SMTP, content: bytes) -> SmtpReply | None:
        session.send(content)
        code, words = session.getreply()
        return read_answer(code, words, stage=Stage.DATA)

    def _reset(self, session: smtplib.SMTP) -> None:
        try:
            session.rset()
        except (OSError, smtplib.SMTPException):
            self._hang_up()

    def _hang_up(self) -> None:
        """End the session but remember who asked for a pause."""
        backend, self._backend = self._backend, None
        self._sent.clear()
        if backend is not None:
            with suppress(OSError, smtplib.SMTPException):
                backend.close()


def _meaning_of_break(broken: Exception) -> Meaning:
    """A server that hangs up may be done with this session; one that hangs is left alone.

    smtplib says "disconnected" of a time-out, too.
    """
    hung = isinstance(broken, TimeoutError) or isinstance(broken.__context__, TimeoutError)
    hung_up = isinstance(broken, smtplib.SMTPServerDisconnected) and not hung
    return Meaning.SESSION_OVER if hung_up else Meaning.DOMAIN_RESTS


def _as_bytes(words: bytes | str) -> bytes:
    return words if isinstance(words, bytes) else words.encode()


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
