"""Writing the messages of a tick: one statement for all that differ in nothing but the patient."""

from collections import defaultdict
from datetime import date, datetime
from typing import NamedTuple

from django.db import connection

from ..domain.planning import TOO_LATE_AFTER, is_too_late
from ..models import OutboxMessage

State = OutboxMessage.State
# The patient comes from the channel's own row: no message can go to somebody else's channel.
WRITE = """
INSERT INTO reminders_outboxmessage (patient_id, channel_id, kind, dose_day, attempt, due_at,
  not_before, created_at, state, reason, settled_at, tries, claims)
SELECT patient_id, id, %s, %s, %s, %s, %s, %s, %s, %s, %s, 0, 0
FROM reminders_channel WHERE id IN (THESE)
ON CONFLICT DO NOTHING
"""


WHY = "what nobody sent in time is settled, whoever it is for"


class Occasion(NamedTuple):
    """What the messages of many patients share: at 22:00 that is nearly everything."""

    kind: str
    dose_day: date
    attempt: int
    due_at: datetime


def write_messages(planned: list[tuple[Occasion, list[int]]], *, now: datetime) -> None:
    """Write a message for each occasion and channel (by id); one that is there already stays."""
    same: dict[Occasion, list[int]] = defaultdict(list)
    for occasion, channel_ids in planned:
        same[occasion] += channel_ids
    with connection.cursor() as cursor:
        for occasion, channel_ids in same.items():
            if channel_ids:
                these = ",".join(str(int(pk)) for pk in channel_ids)
                cursor.execute(WRITE.replace("THESE", these), _values(occasion, now))


def expire_unclaimed(*, now: datetime) -> None:
    """Settle messages that no worker took within the two hours, so that none waits for ever."""
    waiting = OutboxMessage.objects.unscoped(reason=WHY).filter(state=State.QUEUED)
    late = now - TOO_LATE_AFTER
    waiting.filter(not_before__lt=late, due_at__lt=late).update(
        state=State.EXPIRED, reason="late_at_tick", settled_at=now
    )


def _values(occasion: Occasion, now: datetime) -> list:
    moment = connection.ops.adapt_datetimefield_value
    due, day = moment(occasion.due_at), connection.ops.adapt_datefield_value(occasion.dose_day)
    too_late = is_too_late(occasion.due_at, now=now)
    state, reason = (State.EXPIRED, "late_at_tick") if too_late else (State.QUEUED, "")
    settled = moment(now) if too_late else None
    head = [occasion.kind, day, occasion.attempt, due, due, moment(now)]
    return [*head, state.value, reason, settled]
