"""A mail server's answer as a receipt; domain/mail_answers.py says whom it is about."""

from dataclasses import dataclass

from ..domain.mail_answers import Meaning, Stage, enhanced_status, meaning_of
from .base import Outcome, Receipt

# A refusal of the sender is not mended within seconds, and asking often makes it worse.
SENDER_PAUSE_SECONDS = 300
REST_SECONDS = 60
ENDS = {
    Meaning.ADDRESS_DEAD: Outcome.PERMANENT,
    Meaning.RECIPIENT_REFUSES: Outcome.REFUSED,
    Meaning.MESSAGE_REFUSED: Outcome.REFUSED,
}


@dataclass(frozen=True, slots=True)
class SmtpReply:
    """What the server said about one message. ``closes``: it ends the session with that."""

    meaning: Meaning
    receipt: Receipt
    closes: bool = False


def read_answer(code: int, words: bytes, *, stage: Stage) -> SmtpReply | None:
    """None: the server goes on, or has taken the message."""
    text = words.decode("utf-8", "replace")
    meaning = meaning_of(code, text, stage=stage)
    if meaning is Meaning.TAKEN:
        return None
    return SmtpReply(meaning, _receipt(meaning, code, text, stage), closes=code == 421)


def reason_of_refused_session(code: int, words: bytes) -> str:
    """Why no session came about: the code, and whether it is about us."""
    text = words.decode("utf-8", "replace")
    if meaning_of(code, text, stage=Stage.SESSION) is Meaning.SENDER_REFUSED:
        return _sender_reason(code, text)
    return f"smtp_away_{code}"


def _receipt(meaning: Meaning, code: int, text: str, stage: Stage) -> Receipt:
    reason = f"smtp_data_{code}" if stage is Stage.DATA else f"smtp_{code}"
    if meaning in ENDS:
        return Receipt(ENDS[meaning], reason)
    if meaning is Meaning.SENDER_REFUSED:
        return Receipt(Outcome.TRANSIENT, _sender_reason(code, text), SENDER_PAUSE_SECONDS)
    return Receipt(Outcome.TRANSIENT, reason)


def _sender_reason(code: int, text: str) -> str:
    return "_".join(filter(None, ["smtp_sender", str(code), enhanced_status(text)]))
