"""Whether a channel still takes anything: counted at the end of each message, told by Tonight."""

from datetime import datetime, timedelta

from django.db.models import F

from ..channel_notices import tell_of_trouble
from ..models import Channel, OutboxMessage

WHY = "a worker notes what became of whoever's message"
# A relay takes every mail, and some come back: a hand-over proves nothing while they do.
BOUNCES_COUNT_FOR = timedelta(days=3)


def note_taken(message: OutboxMessage, *, now: datetime) -> None:
    """The provider took the message; costs nothing while all is well."""
    channel = message.channel
    lately = channel.bounced_at is not None and now - channel.bounced_at < BOUNCES_COUNT_FOR
    if channel.failures_in_a_row and not lately:
        _rows(channel.pk).update(failures_in_a_row=0, bounced_at=None)
        channel.failures_in_a_row = 0
        tell_of_trouble(message.patient_id)


def note_not_taken(message: OutboxMessage) -> None:
    """The message ended without having been taken, whoever was the reason."""
    channel = message.channel
    channel.failures_in_a_row += 1
    _rows(channel.pk).update(failures_in_a_row=F("failures_in_a_row") + 1)
    if channel.failures_in_a_row >= Channel.FAILURES_THAT_COUNT:
        tell_of_trouble(message.patient_id)


def note_bounced(channel_id: int, *, now: datetime) -> None:
    """Mail came back, although a relay had taken it."""
    rows = _rows(channel_id)
    rows.update(failures_in_a_row=F("failures_in_a_row") + 1, bounced_at=now)
    for patient_id in rows.values_list("patient_id", flat=True):
        tell_of_trouble(patient_id)


def _rows(channel_id: int):
    return Channel.objects.unscoped(reason=WHY).filter(pk=channel_id)
