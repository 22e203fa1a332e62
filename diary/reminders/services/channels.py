"""The ways to reach a patient, as they arrange them."""

from datetime import datetime

from django.db import transaction

from ldn_app.access.audit import CHANGED, CREATED, record_change
from ldn_app.access.viewer import Viewer

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

    One that was switched off for another reason is the patient's own decision afterwards.
    """
    state = Channel.State.ACTIVE if on else Channel.State.OFF
    reason = "" if on else Channel.OffReason.PATIENT
    if (channel.state, channel.off_reason) == (state, reason):
        return channel
    channel.state = state
    channel.off_reason = reason
    channel.off_at = None if on else now
    fields = ["state", "off_reason", "off_at"]
    channel.save(update_fields=fields)
    record_change(viewer, channel, CHANGED, fields=fields, at=now)
    return channel
