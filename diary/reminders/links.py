"""Signed links that work without signing in: each for one purpose, with an end, opaque.

A token is encrypted, so that neither a patient's number nor a night can be read off an address.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.urls import reverse

from ldn_app.accounts.cipher import decrypt, encrypt

NIGHT = "night"
UNSUBSCRIBE = "unsubscribe"


class LinkIsOver(Exception):
    """The link is damaged, made for something else, or its end has passed."""


# The room that a reminder about a date leads to, by kind of reminder.
ROOM_OF = {"appointment": "visits:visits", "refill": "supply:supplies"}


@dataclass(frozen=True, slots=True)
class NightLink:
    """May record that the dose of ``dose_day`` was taken, until ``ends_at``."""

    patient_id: int
    dose_day: date
    ends_at: datetime


def night_token(link: NightLink) -> str:
    """The token for the one-button page of one night."""
    ends = int(link.ends_at.timestamp())
    return encrypt(f"{NIGHT}|{link.patient_id}|{link.dose_day.isoformat()}|{ends}")


def read_night_token(token: str, *, now: datetime) -> NightLink:
    """What the token is good for; raises LinkIsOver."""
    patient_id, day, ends = _parts(token, NIGHT, 3)
    ends_at = datetime.fromtimestamp(int(ends), tz=UTC)
    if now >= ends_at:
        raise LinkIsOver
    return NightLink(int(patient_id), date.fromisoformat(day), ends_at)


def unsubscribe_token(channel_id: int) -> str:
    """The token that switches one channel off. It has no end: old mails must still work."""
    return encrypt(f"{UNSUBSCRIBE}|{channel_id}")


def read_unsubscribe_token(token: str) -> int:
    """The channel's id; raises LinkIsOver."""
    (channel_id,) = _parts(token, UNSUBSCRIBE, 1)
    return int(channel_id)


def calendar_address(sealed_token: str) -> str:
    """The secret address of a calendar; "" when it was sealed with a key that was forgotten."""
    try:
        return absolute("reminders:calendar_feed", decrypt(sealed_token))
    except InvalidToken:
        return ""


def absolute(name: str, *args: str) -> str:
    """The whole address of URL ``name``, for people who come from outside."""
    return settings.SITE_URL + reverse(name, args=args)


def _parts(token: str, purpose: str, count: int) -> list[str]:
    try:
        found, *rest = decrypt(token).split("|")
    except (InvalidToken, ValueError) as damaged:
        raise LinkIsOver from damaged
    if found != purpose or len(rest) != count:
        raise LinkIsOver
    return rest
