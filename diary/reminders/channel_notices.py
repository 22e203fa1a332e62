"""A channel that stopped taking anything: Tonight says so until it works again, or the patient
says that it may stay off."""

from django.utils.translation import gettext_lazy as _

from ldn_app.access.viewer import on_behalf_of
from ldn_app.accounts.standing_notices import StandingNotice, set_standing

from .models import Channel

Reason = Channel.OffReason
Kind = Channel.Kind
NOT_BY_THE_PATIENT = (Reason.REFUSED, Reason.BOUNCED, Reason.COMPLAINT)
TEXTS = {
    f"reminders.{Kind.EMAIL}_off": _("メールのお知らせが届かなくなりました。"),
    f"reminders.{Kind.WEB_PUSH}_off": _("端末へのお知らせが届かなくなりました。"),
    f"reminders.{Kind.EMAIL}_failing": _("メールのお知らせが、続けて送れませんでした。"),
    f"reminders.{Kind.WEB_PUSH}_failing": _("端末へのお知らせが、続けて送れませんでした。"),
}
ACTION = _("お知らせの設定を見る")
NOTICES = {
    key: StandingNotice(text, ACTION, leads_to="reminders:settings") for key, text in TEXTS.items()
}


def tell_of_trouble(patient_id: int) -> None:
    """Let Tonight say what is true of the patient's channels now. Call it after any change."""
    channels = list(Channel.objects.visible_to(on_behalf_of(patient_id)))
    broken = {f"reminders.{one.kind}_off" for one in channels if is_trouble(one, channels)}
    failing = {f"reminders.{one.kind}_failing" for one in channels if one.is_failing}
    set_standing(patient_id, shown=broken | failing, among=NOTICES)


def is_trouble(channel: Channel, others: list[Channel]) -> bool:
    """Whether the patient should know: off against their will, and nothing took its place."""
    if channel.state == Channel.State.ACTIVE or channel.off_reason not in NOT_BY_THE_PATIENT:
        return False
    return not was_replaced(channel, others)


def was_replaced(channel: Channel, others: list[Channel]) -> bool:
    """Whether a device of the same name was connected after the push service refused this one.

    Tonight and the page ask the same question: a line must never speak of what the page hides.
    """
    refused = channel.state == Channel.State.OFF and channel.off_reason == Reason.REFUSED
    return refused and any(_took_its_place(other, channel) for other in others)


def _took_its_place(other: Channel, channel: Channel) -> bool:
    same_device = (other.kind, other.label) == (channel.kind, channel.label)
    on = other.state == Channel.State.ACTIVE
    return same_device and on and other.created_at >= channel.off_at
