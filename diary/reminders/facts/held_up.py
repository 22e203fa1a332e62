"""Messages that were not taken and wait for their next try: why, and how many."""

from dataclasses import dataclass

from django.db.models import Count

from ..models import Channel, OutboxMessage

WHY = "counts for whoever runs the server"
# What stands in the reason of a message whose sender was refused (transports/smtp_answers.py).
SENDER_REFUSED = "smtp_sender"
SORTS = dict(Channel.Kind.choices)


@dataclass(frozen=True, slots=True)
class HeldUp:
    """How many messages over one sort of channel wait for their next try, and why."""

    channel: str
    reason: str
    count: int

    @property
    def words(self) -> str:
        return str(SORTS[self.channel])


def held_up() -> tuple[HeldUp, ...]:
    """Every reason for which messages wait now."""
    rows = OutboxMessage.objects.unscoped(reason=WHY).exclude(reason="")
    rows = rows.filter(state=OutboxMessage.State.QUEUED).order_by()
    counted = rows.values_list("channel__kind", "reason").annotate(count=Count("pk"))
    return tuple(HeldUp(*row) for row in counted.order_by("channel__kind", "reason"))
