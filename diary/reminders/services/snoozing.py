"""「あとで」 on a notification: the same reminder once more, a quarter of an hour later."""

from datetime import datetime, timedelta

from django.db import transaction

from ldn_app.access.viewer import on_behalf_of

from ..links import NightLink
from ..models import Channel, OutboxMessage, ReminderSchedule

SNOOZE = timedelta(minutes=15)
# Far from the numbers that planning gives; at most so many a night.
FIRST_ATTEMPT, MOST = 50, 8


@transaction.atomic
def snooze(link: NightLink, *, now: datetime) -> bool:
    """Remind the patient's devices of the link's night again; False: not again this night.

    A second tap while one is on its way changes nothing.
    """
    due_at = now + SNOOZE
    viewer = on_behalf_of(link.patient_id)
    channels = Channel.objects.editable_by(viewer).active().filter(kind=Channel.Kind.WEB_PUSH)
    waiting = [_again(viewer, channel, link, due_at, now) for channel in channels]
    return due_at < link.ends_at and any(waiting)


def _again(viewer, channel: Channel, link: NightLink, due_at: datetime, now: datetime) -> bool:
    mine = OutboxMessage.objects.editable_by(viewer).filter(
        channel=channel, dose_day=link.dose_day, attempt__gte=FIRST_ATTEMPT
    )
    if mine.filter(state__in=OutboxMessage.UNFINISHED).exists():
        return True
    attempt = FIRST_ATTEMPT + mine.count()
    if attempt >= FIRST_ATTEMPT + MOST or due_at >= link.ends_at:
        return False
    OutboxMessage.objects.create_for(
        viewer,
        channel=channel,
        kind=ReminderSchedule.Kind.DOSE,
        dose_day=link.dose_day,
        attempt=attempt,
        due_at=due_at,
        not_before=due_at,
        created_at=now,
    )
    return True
