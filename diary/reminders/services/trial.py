"""「試しに送る」: one message now, and what the provider truly said."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from ldn_app.accounts.models import Patient
from ldn_app.clock import today_of

from ..channel_notices import tell_of_trouble
from ..domain.planning import TOO_LATE_AFTER
from ..links import absolute, unsubscribe_token
from ..models import Channel
from ..neutral_texts import neutral_text
from ..transports import Outcome, Outgoing, Receipt, installed_transports
from ..transports.base import TRIAL


def send_trial(channel: Channel, *, patient: Patient, own_text: str, now: datetime) -> Receipt:
    """Hand one message over to the provider at once. It leads to the first page, not to a night.

    It goes the way of a reminder, under the same headers: what refuses a reminder refuses the
    trial. Takes as long as the provider does, at most some seconds. A browser that refuses for good
    is switched off.
    """
    transport = installed_transports().get(channel.kind)
    if transport is None:
        return Receipt(Outcome.REFUSED, "no_transport")
    try:
        outgoing = _outgoing(channel, patient, own_text, now)
        receipt = transport.hand_over(transport.prepare(outgoing, now=now))
    finally:
        transport.close()
    if receipt.outcome is Outcome.PERMANENT and channel.kind == Channel.Kind.WEB_PUSH:
        channel.state, channel.off_reason = Channel.State.OFF, Channel.OffReason.REFUSED
        channel.off_at = now
        channel.save(update_fields=["state", "off_reason", "off_at"])
        tell_of_trouble(channel.patient_id)
    if receipt.outcome is Outcome.HANDED_OVER and channel.failures_in_a_row:
        channel.failures_in_a_row, channel.bounced_at = 0, None
        channel.save(update_fields=["failures_in_a_row", "bounced_at"])
        tell_of_trouble(channel.patient_id)
    return receipt


def words_for(receipt: Receipt) -> str:
    """What is true after ``receipt``, in words; "arrived at the phone" is more than we know."""
    return {
        Outcome.HANDED_OVER: _("送りました。届け先のサービスが受け取りました。"),
        Outcome.TRANSIENT: _("いまは送れませんでした。しばらくしてから、もう一度お試しください。"),
        Outcome.REFUSED: _("届け先のサービスが、このお知らせを受け取りませんでした。"),
        Outcome.PERMANENT: _("この届け先は使えなくなっています。別の届け先を使ってください。"),
        Outcome.UNCONFIRMED: _("送りましたが、届け先のサービスから返事がありませんでした。"),
    }[receipt.outcome]


def _outgoing(channel: Channel, patient: Patient, own_text: str, now: datetime) -> Outgoing:
    return Outgoing(
        message_id=0,
        channel_id=channel.pk,
        kind=TRIAL,
        dose_day=today_of(patient, now),
        text=own_text or neutral_text(now, patient.time_zone),
        link=settings.SITE_URL,
        answers_dose=False,
        expires_at=now + TOO_LATE_AFTER,
        address=patient.user.email if channel.kind == Channel.Kind.EMAIL else "",
        unsubscribe_link=absolute("reminders:unsubscribe", unsubscribe_token(channel.pk)),
        endpoint=channel.endpoint,
        p256dh=channel.p256dh,
        auth=channel.auth,
    )
