"""The ways to reach a patient, as they arrange them."""

from datetime import datetime

from django.db import transaction

from ldn_app.access.audit import CHANGED, CREATED, record_change
from ldn_app.access.viewer import Viewer

from ..channel_notices import tell_of_trouble
from ..models import Channel


@transaction.atomic
def email_channel(viewer: Viewer, *, now: datetime) -> Channel:
    """The viewer's e-mail channel, made when it is not there yet."""
    channel, created = Channel.objects.editable_by(viewer).get_or_create(
        patient_id=viewer.patient_id,
        kind=Channel.Kind.EMAIL,
        defaults={"created_at": now},
    )
    if created:
        record_change(viewer, channel, CREATED, at=now)
    return channel


@transaction.atomic
def switch_channel(viewer: Viewer, *, channel: Channel, on: bool, now: datetime) -> Channel:
    """Use the channel, or stop using it; a second call changes nothing.

    Stopping one that was off for another reason makes it the patient's own decision: nothing
    speaks of it any more.
    """
    state = Channel.State.ACTIVE if on else Channel.State.OFF
    reason = "" if on else Channel.OffReason.PATIENT
    if (channel.state, channel.off_reason) == (state, reason):
        return channel
    channel.state, channel.off_reason = state, reason
    channel.off_at = None if on else channel.off_at or now
    channel.failures_in_a_row, channel.bounced_at = 0, None
    fields = ["state", "off_reason", "off_at", "failures_in_a_row", "bounced_at"]
    channel.save(update_fields=fields)
    record_change(viewer, channel, CHANGED, fields=fields, at=now)
    tell_of_trouble(viewer.patient_id)
    return channel
