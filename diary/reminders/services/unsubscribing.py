"""One click in a mail switches its channel off, without signing in."""

from datetime import datetime

from ..channel_notices import tell_of_trouble
from ..models import Channel

WHY = "a signed link names the channel; whoever holds it may only switch it off"


def unsubscribe(channel_id: int, *, now: datetime) -> None:
    """Switch the channel off; harmless when it is off already or gone."""
    switch_off(channel_id, reason=Channel.OffReason.UNSUBSCRIBED, now=now)


def switch_off(channel_id: int, *, reason: str, now: datetime) -> bool:
    """Switch the channel off for ``reason``; whether it had been on."""
    rows = Channel.objects.unscoped(reason=WHY).active().filter(pk=channel_id)
    patient_id = rows.values_list("patient_id", flat=True).first()
    if not rows.update(state=Channel.State.OFF, off_reason=reason, off_at=now):
        return False
    tell_of_trouble(patient_id)
    return True
