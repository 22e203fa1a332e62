"""Django's mail over SMTP, with an end to every conversation.

EMAIL_TIMEOUT counts for each read alone. Here opening a session has EMAIL_SECONDS_TO_OPEN, and each
message EMAIL_SECONDS_PER_MESSAGE from MAIL FROM to the last answer, dripped or not.
"""

import smtplib

from django.conf import settings
from django.core.mail.backends import smtp

from .addresses import wire_address
from .deadline import Deadline, reader

SECONDS_TO_SAY_GOODBYE = 2


class _SmtpWithDeadline:
    """For smtplib's two classes: every send and every answer is within the deadline."""

    def __init__(self, *args, **named) -> None:
        self._deadline = Deadline()
        super().__init__(*args, **named)

    def connect(self, *args, **named):
        self._deadline.begin(settings.EMAIL_SECONDS_TO_OPEN)
        return super().connect(*args, **named)

    def mail(self, *args, **named):
        self._deadline.begin(settings.EMAIL_SECONDS_PER_MESSAGE)
        return super().mail(*args, **named)

    def rcpt(self, recip, options=()):
        """Every mail leaves by here: sign-in codes, invitations and reminders."""
        return super().rcpt(wire_address(recip), options)

    def quit(self):
        self._deadline.begin(SECONDS_TO_SAY_GOODBYE)
        return super().quit()

    def send(self, text) -> None:
        if self.sock is not None:
            self.sock.settimeout(self._deadline.seconds_left())
        super().send(text)

    def getreply(self):
        if self.file is None and self.sock is not None:
            self.file = reader(self.sock, self._deadline)
        return super().getreply()


class PunctualSMTP(_SmtpWithDeadline, smtplib.SMTP):
    """Plain or STARTTLS."""


class PunctualSMTPOverTLS(_SmtpWithDeadline, smtplib.SMTP_SSL):
    """TLS from the first byte."""


class EmailBackend(smtp.EmailBackend):
    """What EMAIL_BACKEND names, and what reminders leave by."""

    @property
    def connection_class(self):
        return PunctualSMTPOverTLS if self.use_ssl else PunctualSMTP
