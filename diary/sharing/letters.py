"""Mails that invite. They name nobody: who asks is told after sign-in."""

import logging
from functools import partial
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


def send_invitation(name: str, *, to: str, address: str) -> None:
    """Send the text ``name`` with the link ``address`` to ``to``, after the commit."""
    transaction.on_commit(partial(_send, name, to, address))


def _send(name: str, to: str, address: str) -> None:
    context = {"NEUTRAL_NAME": settings.NEUTRAL_NAME, "address": address}
    subject = render_to_string("emails/invitation_subject.txt", context)
    message = render_to_string(f"emails/{name}_message.txt", context)
    try:
        send_mail(" ".join(subject.split()), message, None, [to])
    except (SMTPException, OSError):
        logger.warning("An invitation could not be sent.")
