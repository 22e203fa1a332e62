"""Mail that came back: which channel was it about, and is its address dead?

The channel stands, signed, in the address that the bounce was sent to. A bounce that only tells
of a delay changes nothing, nor does one whose signature is not ours.
"""

import re
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from hmac import compare_digest

from ldn_app.accounts.cipher import short_mark

from ..models import Channel
from .unsubscribing import switch_off

ADDRESSED = re.compile(r"\+(\d{1,18})-([0-9a-f]{16})@")
DEAD = re.compile(r"^Status:\s*5\.(1\.|2\.1\b)", re.IGNORECASE | re.MULTILINE)
COMPLAINT = "message/feedback-report"
REPORT = "message/delivery-status"
RECIPIENT_FIELDS = ("Delivered-To", "X-Original-To", "To")


def take_bounce(raw: bytes, *, now: datetime) -> bool:
    """Whether this message switched a channel off. Repeating is harmless."""
    message = message_from_bytes(raw, policy=policy.default)
    channel_id = _channel_of(message)
    reason = _reason(message)
    if channel_id is None or reason is None:
        return False
    return switch_off(channel_id, reason=reason, now=now)


def _channel_of(message: EmailMessage) -> int | None:
    for name in RECIPIENT_FIELDS:
        for value in message.get_all(name, []):
            found = ADDRESSED.search(str(value))
            if found and compare_digest(found[2], short_mark("bounce", int(found[1]))):
                return int(found[1])
    return None


def _reason(message: EmailMessage) -> str | None:
    for part in message.walk():
        kind = part.get_content_type()
        if kind == COMPLAINT:
            return Channel.OffReason.COMPLAINT
        if kind == REPORT and DEAD.search(_text_of(part)):
            return Channel.OffReason.BOUNCED
    return None


def _text_of(part: EmailMessage) -> str:
    """A delivery report is a list of blocks of headers."""
    blocks = part.get_payload()
    return "\n".join(map(str, blocks)) if isinstance(blocks, list) else str(blocks)
