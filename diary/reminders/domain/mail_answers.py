"""Whom a mail server's answer is about, and what follows from it: codes and words in, meaning out.

The table with its sources is docs/decisions/0030-whom-an-answer-is-about.md. Codes alone do not
tell: 550 is said of a mailbox that never was, of our own address on a blocklist and of a full
disk. Where the signs disagree, the reading that harms least counts: no answer that could be about
the sender, the rate or the moment ends an address.
"""

import re
from enum import StrEnum

from .mail_answer_words import (
    AMBIGUOUS_WORDS,
    DEAD_WORDS,
    GREYLIST_WORDS,
    MAILBOX_BUSY_WORDS,
    MAILBOX_FULL_WORDS,
    RATE_WORDS,
    SENDER_WORDS,
    SESSION_WORDS,
    SIZE_WORDS,
)

ADDRESS = re.compile(r"<[^<>]{0,320}>|[^\s<>,;:()\[\]]{1,64}@[\w.-]{1,255}")
STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
# Each line of a long answer begins with the code once more.
NEXT_LINE = re.compile(r"[\r\n]+(?:[245]\.\d{1,3}\.\d{1,3}[ -])?")
MOST_LETTERS = 4000
# RFC 3463, 3.2 and 3.3; 5.1.10 is RFC 7505 (a domain that takes no mail at all).
DEAD_STATUS = {(1, 1), (1, 2), (1, 3), (1, 6), (1, 10), (2, 1)}
SENDER_STATUS = {(1, 7), (1, 8)}
SIZE_STATUS = {(2, 3), (3, 4)}
OF_MAILBOX, OF_PROTOCOL, OF_CONTENT, OF_POLICY = 2, 5, 6, 7
CLOSING = 421  # The server ends the session (RFC 5321, 3.8).


class Stage(StrEnum):
    """What was asked when the answer came."""

    SESSION = "session"  # greeting, EHLO, STARTTLS, AUTH
    SENDER = "sender"  # MAIL FROM
    RECIPIENT = "recipient"  # RCPT TO
    DATA = "data"  # DATA, or the end of the text


class Meaning(StrEnum):
    """Whom the answer is about, and for how long it holds."""

    TAKEN = "taken"
    ADDRESS_DEAD = "address_dead"  # recipient: there is no such mailbox
    RECIPIENT_REFUSES = "recipient_refuses"  # recipient: not this message; the next may go
    RECIPIENT_LATER = "recipient_later"  # recipient: the same message, later
    MESSAGE_REFUSED = "message_refused"  # this text, to whomever it goes
    SENDER_REFUSED = "sender_refused"  # us: tried again until the reminder is over
    DOMAIN_RESTS = "domain_rests"  # everybody at the domain: later
    SESSION_OVER = "session_over"  # this connection: the next one may be served


def meaning_of(code: int, text: str, *, stage: Stage) -> Meaning:
    """What ``code`` (three digits) and ``text`` (all lines, without the code) mean at ``stage``."""
    if 200 <= code < 400:
        return Meaning.TAKEN
    told = _Told(code, text[:MOST_LETTERS].lower(), stage)
    return _by_words(told) or _by_stage(told) or _by_status(told)


def enhanced_status(text: str) -> str:
    """The first enhanced status code of ``text``, such as "5.7.1"; empty: none."""
    found = STATUS.search(text[:MOST_LETTERS])
    return found[0] if found else ""


class _Told:
    """One answer, taken apart. ``plain``: without addresses, which may hold any word. ``is_final``:
    both code and status say so; where they disagree it is a matter of the moment."""

    def __init__(self, code: int, text: str, stage: Stage) -> None:
        text = NEXT_LINE.sub(" ", text)
        self.code, self.text, self.stage = code, text, stage
        self.plain = ADDRESS.sub("<>", text)
        found = STATUS.search(text)
        kind, self.subject, self.detail = map(int, found.groups()) if found else (0, 0, 0)
        self.is_final = code >= 500 and kind != 4
        self.is_dead = self.is_final and (self.subject, self.detail) in DEAD_STATUS
        self.is_policy = self.subject == OF_POLICY

    @property
    def of_mailbox(self) -> Meaning:
        return Meaning.RECIPIENT_REFUSES if self.is_final else Meaning.RECIPIENT_LATER


def _by_words(told: _Told) -> Meaning | None:
    """The mildest reading first: one mailbox's moment, the rate, us; the dead address last."""
    plain = told.plain
    if SESSION_WORDS.search(plain):
        return Meaning.SESSION_OVER
    if told.code != CLOSING and GREYLIST_WORDS.search(plain):
        return Meaning.RECIPIENT_LATER
    if MAILBOX_BUSY_WORDS.search(plain):
        return Meaning.RECIPIENT_LATER
    if MAILBOX_FULL_WORDS.search(plain):
        return told.of_mailbox
    if RATE_WORDS.search(plain):
        return Meaning.DOMAIN_RESTS
    if SENDER_WORDS.search(plain):
        passes = told.code == CLOSING or (told.is_policy and not told.is_final)
        return Meaning.DOMAIN_RESTS if passes else Meaning.SENDER_REFUSED
    if SIZE_WORDS.search(plain):
        return Meaning.MESSAGE_REFUSED if told.is_final else Meaning.RECIPIENT_LATER
    return _by_words_about_the_address(told)


def _by_words_about_the_address(told: _Told) -> Meaning | None:
    """After DATA "unknown user" may be a person's own filter (docomo), unless 5.1.1 says it too."""
    if told.stage in {Stage.SESSION, Stage.SENDER} or told.is_policy or told.code == CLOSING:
        return None
    if AMBIGUOUS_WORDS.search(told.text):
        return told.of_mailbox
    if not DEAD_WORDS.search(told.plain):
        return None
    surely = told.is_final and (told.stage is Stage.RECIPIENT or told.is_dead)
    return Meaning.ADDRESS_DEAD if surely else told.of_mailbox


def _by_stage(told: _Told) -> Meaning | None:
    if told.code == CLOSING:
        return Meaning.DOMAIN_RESTS if told.is_policy else Meaning.SESSION_OVER
    if told.is_policy and not told.is_final:
        return Meaning.DOMAIN_RESTS
    return Meaning.SENDER_REFUSED if told.stage in {Stage.SESSION, Stage.SENDER} else None


def _by_status(told: _Told) -> Meaning:
    place = (told.subject, told.detail)
    if place in SENDER_STATUS or told.subject in {OF_PROTOCOL, OF_POLICY}:
        return Meaning.SENDER_REFUSED
    if not told.is_final:
        return Meaning.RECIPIENT_LATER
    if told.is_dead:
        return Meaning.ADDRESS_DEAD
    if told.subject == OF_CONTENT or place in SIZE_STATUS:
        return Meaning.MESSAGE_REFUSED
    at_recipient = told.stage is Stage.RECIPIENT and told.code in {550, 551, 552, 553}
    if told.subject == OF_MAILBOX or at_recipient:
        return Meaning.RECIPIENT_REFUSES
    # 554 "transaction failed", 5.3.x, 5.4.x and whatever else says nothing about the mailbox.
    return Meaning.SENDER_REFUSED
