"""A row of the outbox as a transport needs it."""

from django.conf import settings

from diary.doses.clock import clock_of
from diary.doses.domain.dose_day import ONE_DAY

from ..domain.planning import TOO_LATE_AFTER
from ..links import NightLink, absolute, night_token, unsubscribe_token
from ..models import Channel, OutboxMessage, ReminderSchedule
from ..transports import Outgoing

NEUTRAL_TEXT = "今夜の記録の時間です"


def outgoing_for(message: OutboxMessage) -> Outgoing:
    """``message`` with the patient's text and a link that ends with its night.

    The row comes with its channel, patient, user and ``own_text`` (see claims.claim_messages).
    """
    channel, patient = message.channel, message.patient
    by_email = channel.kind == Channel.Kind.EMAIL
    answers_dose = message.kind != ReminderSchedule.Kind.CHECK_IN
    night_ends = clock_of(patient).starts(message.dose_day + ONE_DAY)
    token = night_token(NightLink(patient.pk, message.dose_day, night_ends))
    return Outgoing(
        message_id=message.pk,
        channel_id=channel.pk,
        kind=message.kind,
        dose_day=message.dose_day,
        text=message.own_text or NEUTRAL_TEXT,
        link=absolute("reminders:night", token) if answers_dose else settings.SITE_URL,
        answers_dose=answers_dose,
        expires_at=min(night_ends, message.due_at + TOO_LATE_AFTER),
        address=patient.user.email if by_email else "",
        unsubscribe_link=_unsubscribe_link(channel) if by_email else "",
        endpoint=channel.endpoint,
        p256dh=channel.p256dh,
        auth=channel.auth,
    )


def _unsubscribe_link(channel: Channel) -> str:
    return absolute("reminders:unsubscribe", unsubscribe_token(channel.pk))
