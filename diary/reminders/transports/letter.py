"""The neutral mail. Its head is made once for each text; only what differs is filled in."""

import base64
import re
from datetime import datetime
from email.header import Header
from email.utils import format_datetime, formataddr, parseaddr
from functools import lru_cache

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from ldn_app.accounts.cipher import short_mark
from ldn_app.addresses import wire_address

from .base import Outgoing

TEMPLATE = "emails/reminder_message.txt"
LINE_BREAK = re.compile(r"[\r\n]")


class NotOneLine(ValueError):
    """A line break where a header would begin another."""


def render(outgoing: Outgoing, *, now: datetime) -> bytes:
    """The mail as it goes over the wire, dot-stuffed and ended by the lone dot."""
    for value in (outgoing.address, outgoing.text, outgoing.unsubscribe_link):
        if LINE_BREAK.search(value):
            raise NotOneLine
    body = base64.encodebytes(_body(outgoing).encode()).replace(b"\n", b"\r\n")
    head = _head(outgoing.text, settings.DEFAULT_FROM_EMAIL) + (
        f"To: {wire_address(outgoing.address)}\r\n"
        f"Date: {format_datetime(now)}\r\n"
        f"Message-ID: <{outgoing.message_id}.{now:%Y%m%d%H%M%S}@{_our_domain()}>\r\n"
        f"List-Unsubscribe: <{outgoing.unsubscribe_link}>\r\n\r\n"
    )
    return head.encode("ascii") + body + b".\r\n"


def as_message(outgoing: Outgoing) -> EmailMessage:
    """The same mail for a backend that wants Django's own kind of message."""
    return EmailMessage(
        subject=outgoing.text,
        body=_body(outgoing),
        to=[outgoing.address],
        headers={
            "List-Unsubscribe": f"<{outgoing.unsubscribe_link}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )


def return_path(channel_id: int) -> str:
    """The envelope's sender: where bounces go, signed with the channel they are about."""
    address = settings.BOUNCE_ADDRESS
    if not address:
        return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    name, _, domain = address.rpartition("@")
    return f"{name}+{channel_id}-{short_mark('bounce', channel_id)}@{domain}"


def _body(outgoing: Outgoing) -> str:
    frame = _frame(outgoing.answers_dose, outgoing.is_about_a_date)
    return (
        frame.replace("{text}", outgoing.text)
        .replace("{link}", outgoing.link)
        .replace("{unsubscribe_link}", outgoing.unsubscribe_link)
    )


@lru_cache(maxsize=4)
def _frame(answers_dose: bool, about_a_date: bool) -> str:
    context = {"answers_dose": answers_dose, "of_plan": about_a_date}
    return render_to_string(TEMPLATE, context)


@lru_cache(maxsize=256)
def _head(text: str, sender: str) -> str:
    name, address = parseaddr(sender)
    subject = Header(text, "utf-8").encode(linesep="\r\n")
    return (
        f"Subject: {subject}\r\n"
        f"From: {formataddr((name, address))}\r\n"
        "MIME-Version: 1.0\r\n"
        'Content-Type: text/plain; charset="utf-8"\r\n'
        "Content-Transfer-Encoding: base64\r\n"
        "Auto-Submitted: auto-generated\r\n"
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
    )


def _our_domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
