"""Mail that came back: which channel was it about, and whom is the report about?

The channel stands, signed, in the address that the bounce was sent to. A bounce that only tells
of a delay changes nothing, nor does one whose signature is not ours. What a report says is read as
the answer of the server that it quotes (RFC 3464: Diagnostic-Code, else Status): only an address
that does not exist is switched off; whatever else came back counts as a failure of the channel.
"""

import logging
import re
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from hmac import compare_digest

from ldn_app.accounts.cipher import short_mark

from ..domain.mail_answers import Meaning, Stage, enhanced_status, meaning_of
from ..models import Channel
from .channel_health import note_bounced
from .unsubscribing import switch_off

log = logging.getLogger(__name__)
ADDRESSED = re.compile(r"\+(\d{1,18})-([0-9a-f]{16})@")
STATUS = re.compile(r"^Status:\s*([245]\.\d{1,3}\.\d{1,3})", re.IGNORECASE | re.MULTILINE)
ACTION = re.compile(r"^Action:\s*(\w+)", re.IGNORECASE | re.MULTILINE)
DIAGNOSTIC = re.compile(
    r"^Diagnostic-Code:\s*smtp\s*;\s*(.{1,2000}(?:\n[ \t].{0,2000}){0,20})",
    re.IGNORECASE | re.MULTILINE,
)
COMPLAINT = "message/feedback-report"
REPORT = "message/delivery-status"
RECIPIENT_FIELDS = ("Delivered-To", "X-Original-To", "To")


def take_bounce(raw: bytes, *, now: datetime) -> bool:
    """Whether this message switched a channel off. Repeating is harmless but for the count."""
    message = message_from_bytes(raw, policy=policy.default)
    channel_id = _channel_of(message)
    if channel_id is None:
        return False
    if any(part.get_content_type() == COMPLAINT for part in message.walk()):
        return switch_off(channel_id, reason=Channel.OffReason.COMPLAINT, now=now)
    meanings = {_meaning(block) for block in _failed_blocks(message)}
    if Meaning.ADDRESS_DEAD in meanings:
        return switch_off(channel_id, reason=Channel.OffReason.BOUNCED, now=now)
    if Meaning.SENDER_REFUSED in meanings:
        log.error("channel %s: mail came back because the sender was refused", channel_id)
    if meanings:
        note_bounced(channel_id, now=now)
    return False


def _channel_of(message: EmailMessage) -> int | None:
    for name in RECIPIENT_FIELDS:
        for value in message.get_all(name, []):
            found = ADDRESSED.search(str(value))
            if found and compare_digest(found[2], short_mark("bounce", int(found[1]))):
                return int(found[1])
    return None


def _failed_blocks(message: EmailMessage) -> Iterator[str]:
    """The blocks of a report about recipients that the mail did not reach for good."""
    for part in message.walk():
        if part.get_content_type() == REPORT:
            blocks = part.get_payload()
            for block in blocks if isinstance(blocks, list) else [blocks]:
                text = str(block)
                action = ACTION.search(text)
                if STATUS.search(text) and (action is None or action[1].lower() == "failed"):
                    yield text


def _meaning(block: str) -> Meaning:
    status = STATUS.search(block)[1]
    code, words = int(f"{status[0]}50"), ""
    told = DIAGNOSTIC.search(block)
    if told:
        words = " ".join(told[1].split())
        code = int(words[:3]) if words[:3].isdecimal() and words[0] in "45" else code
    if status not in words and not enhanced_status(words):
        words = f"{words[3:].strip() if words[:3].isdecimal() else words} {status}".strip()
    return meaning_of(code, words, stage=Stage.RECIPIENT)
