"""What a mail server's answer at each stage means for the message and its channel."""

import re

from .base import Outcome, Receipt

# RFC 3463: no such mailbox, no such domain, mailbox moved or disabled.
DEAD_ADDRESS = re.compile(rb"\b5\.(1\.[1236]|1\.10|2\.1)\b")
ENHANCED = re.compile(rb"\b5\.\d{1,3}\.\d{1,3}\b")
# Without an enhanced code: mailbox unavailable, not local, name not allowed.
DEAD_WITHOUT_WORDS = {550, 551, 553}


def at_sender(code: int, words: bytes) -> Receipt | None:
    """Whoever refuses our sender refuses us, not the patient: worth trying until it is mended."""
    return None if code == 250 else Receipt(Outcome.TRANSIENT, f"smtp_sender_{code}")


def at_recipient(code: int, words: bytes) -> Receipt | None:
    """None: the address is taken."""
    if code in {250, 251}:
        return None
    if code < 500:
        return Receipt(Outcome.TRANSIENT, f"smtp_{code}")
    dead = DEAD_ADDRESS.search(words) or (code in DEAD_WITHOUT_WORDS and not ENHANCED.search(words))
    return Receipt(Outcome.PERMANENT if dead else Outcome.REFUSED, f"smtp_{code}")


def at_data(code: int, words: bytes) -> Receipt | None:
    """None: the server goes on (354) or has taken the message (250)."""
    if code in {250, 354}:
        return None
    if code < 500:
        return Receipt(Outcome.TRANSIENT, f"smtp_data_{code}")
    dead = DEAD_ADDRESS.search(words)
    return Receipt(Outcome.PERMANENT if dead else Outcome.REFUSED, f"smtp_data_{code}")
