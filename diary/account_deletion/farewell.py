"""The mails about an erasure: one when it was asked for, one when it happened."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


def tell_address(address: str, about: str) -> None:
    """Send the mail ``about`` ("erasure_asked" or "account_erased"). A dead mail server is logged
    and keeps nobody."""
    context = {"NEUTRAL_NAME": settings.NEUTRAL_NAME}
    subject = render_to_string(f"emails/{about}_subject.txt", context)
    message = render_to_string(f"emails/{about}_message.txt", context)
    try:
        send_mail(" ".join(subject.split()), message, None, [address])
    except (SMTPException, OSError):
        logger.warning("A mail about an erasure could not be sent.")
