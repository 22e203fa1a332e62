"""A row of the outbox as a transport needs it."""

from datetime import datetime

from django.conf import settings

from ldn_app.clock import ONE_DAY, clock_of

from ..domain.planning import TOO_LATE_AFTER
from ..links import ROOM_OF, NightLink, absolute, night_token, unsubscribe_token
from ..models import Channel, OutboxMessage, ReminderSchedule
from ..neutral_texts import dated_text, neutral_text
from ..transports import Outgoing


def outgoing_for(message: OutboxMessage) -> Outgoing:
    """``message`` with the patient's text and a link that ends with its night.

    The row comes with its channel, patient, user and ``own_text`` (see claims.claim_messages).
    """
    channel, patient = message.channel, message.patient
    by_email = channel.kind == Channel.Kind.EMAIL
    night_ends = clock_of(patient).starts(message.dose_day + ONE_DAY)
    return Outgoing(
        message_id=message.pk,
        channel_id=channel.pk,
        kind=message.kind,
        dose_day=message.dose_day,
        text=_text(message),
        link=_link(message, night_ends),
        answers_dose=message.kind in ReminderSchedule.ASK_FOR_DOSE,
        expires_at=min(night_ends, message.due_at + TOO_LATE_AFTER),
        address=patient.user.email if by_email else "",
        unsubscribe_link=_unsubscribe_link(channel) if by_email else "",
        endpoint=channel.endpoint,
        p256dh=channel.p256dh,
        auth=channel.auth,
    )


def _text(message: OutboxMessage) -> str:
    """The patient's own words are about the record, not about a date of another room."""
    zone = message.patient.time_zone
    if message.kind in ReminderSchedule.ABOUT_A_DATE:
        return dated_text(message.dose_day, message.due_at, zone)
    return message.own_text or neutral_text(message.due_at, zone)


def _link(message: OutboxMessage, night_ends: datetime) -> str:
    if message.kind in ReminderSchedule.ASK_FOR_DOSE:
        link = NightLink(message.patient_id, message.dose_day, night_ends)
        return absolute("reminders:night", night_token(link))
    if message.kind in ROOM_OF:
        return absolute(ROOM_OF[message.kind])
    return settings.SITE_URL


def _unsubscribe_link(channel: Channel) -> str:
    return absolute("reminders:unsubscribe", unsubscribe_token(channel.pk))
