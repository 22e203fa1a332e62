"""Who works on which message, and what became of it. Every change is conditional on the state
that it expects, so that two workers cannot both believe that a message is theirs."""

import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F, OuterRef, Subquery

from ..channel_notices import tell_of_trouble
from ..domain.retrying import next_try
from ..models import Channel, OutboxMessage, ReminderSettings
from ..transports import Receipt

State = OutboxMessage.State
WHY = "a worker delivers whoever's message is due"
# A worker that was not heard of for so long is taken for dead.
LEASE = timedelta(seconds=settings.REMINDER_LEASE_SECONDS)
MOST_CLAIMS = 5
# A message whose workers died so often is claimed without others.
ALONE_FROM = 2
# A second apart; a try of its own waits up to ten seconds for a connection.
TRIES_TO_SETTLE = 10

# Settles the message before and marks the one that leaves now: one statement, so that a worker
# that is killed leaves at most one message in doubt.
TURN = """
UPDATE reminders_outboxmessage SET
  state = CASE WHEN id = %s THEN 'handed_over' ELSE 'leaving' END,
  reason = CASE WHEN id = %s THEN %s ELSE reason END,
  settled_at = CASE WHEN id = %s THEN %s ELSE settled_at END,
  leaving_at = CASE WHEN id = %s THEN leaving_at ELSE %s END
WHERE (id = %s AND state IN ('leaving', 'unconfirmed'))
   OR (id = %s AND state = 'claimed' AND claim = %s)
"""


def _rows():
    return OutboxMessage.objects.unscoped(reason=WHY)


def claim_messages(
    claim: UUID, *, now: datetime, size: int, sort: str | None = None
) -> list[OutboxMessage]:
    """Take up to ``size`` waiting messages for the worker behind ``claim``, the oldest first.

    ``sort``: a Channel.Kind, when only its messages are meant. A message whose workers died
    before is taken alone, so that it cannot count against those beside it.
    """
    with transaction.atomic():
        waiting = _rows().filter(state=State.QUEUED, not_before__lte=now)
        if sort is not None:
            waiting = waiting.filter(channel__kind=sort)
        waiting = waiting.order_by("not_before").select_for_update(skip_locked=True, of=("self",))
        waiting = waiting.values_list("pk", flat=True)
        ids = list(waiting.filter(claims__lt=ALONE_FROM)[:size]) or list(
            waiting.filter(claims__gte=ALONE_FROM)[:1]
        )
        _rows().filter(pk__in=ids, state=State.QUEUED).update(
            state=State.CLAIMED, claim=claim, claimed_at=now, claims=F("claims") + 1
        )
    mine = _rows().filter(pk__in=ids, claim=claim, state=State.CLAIMED)
    settings = ReminderSettings.objects.unscoped(reason=WHY).filter(patient=OuterRef("patient"))
    mine = mine.annotate(own_text=Subquery(settings.values("own_text")[:1]))
    return list(mine.select_related("channel", "patient__user").order_by("not_before", "pk"))


@transaction.atomic
def release_expired_claims(*, now: datetime) -> None:
    """Messages of workers that died: claimed ones wait again, leaving ones are in doubt for good.

    A moment in the future was written before the clock was set back. Rows that somebody has
    locked at this moment are left to the next call: it must never wait.
    """
    held = _rows().filter(state__in=[State.CLAIMED, State.SENDING])
    old = held.filter(claimed_at__lt=now - LEASE) | held.filter(claimed_at__gt=now + LEASE)
    ids = list(old.select_for_update(skip_locked=True).values_list("pk", flat=True))
    claimed = _rows().filter(pk__in=ids, state=State.CLAIMED)
    claimed.filter(claims__gte=MOST_CLAIMS).update(
        state=State.QUARANTINED, reason="killed_its_workers", settled_at=now
    )
    claimed.update(state=State.QUEUED, claim=None)
    leaving = _rows().filter(pk__in=ids, state=State.SENDING)
    in_doubt = leaving.filter(leaving_at__lt=now - LEASE) | leaving.filter(
        leaving_at__gt=now + LEASE
    )
    in_doubt.update(state=State.UNCONFIRMED, reason="worker_lost", settled_at=now)


def release_messages(
    claim: UUID, *, messages: Sequence[OutboxMessage] | None = None, until: datetime | None = None
) -> None:
    """Put back what this worker claimed and did not begin to send: it was not tried.

    ``messages`` None: everything under ``claim``. ``until``: when they may be tried.
    """
    mine = _rows().filter(claim=claim, state=State.CLAIMED)
    if messages is not None:
        mine = mine.filter(pk__in=[message.pk for message in messages])
    later = {} if until is None else {"not_before": until}
    mine.update(state=State.QUEUED, claim=None, claims=F("claims") - 1, **later)


def mark_sending(
    message: OutboxMessage, *, now: datetime, before: tuple[OutboxMessage, Receipt] | None
) -> bool:
    """Mark ``message`` as the one that leaves now, and settle the one ``before`` as handed over.

    False: it is not this worker's any more and must not be sent.
    """
    previous, reason = (before[0].pk, before[1].reason) if before else (0, "")
    with connection.cursor() as cursor:
        at = connection.ops.adapt_datetimefield_value(now)
        native = connection.features.has_native_uuid_field
        claim = message.claim if native else message.claim.hex
        cursor.execute(
            TURN,
            [previous, previous, reason, previous, at, previous, at, previous, message.pk, claim],
        )
        changed = cursor.rowcount
    if changed == (2 if before else 1):
        return True
    return _rows().filter(pk=message.pk, claim=message.claim, state=State.SENDING).exists()


def settle(messages: list[OutboxMessage], state: str, *, reason: str, now: datetime) -> None:
    """Bring messages of this worker to their final state."""
    if messages:
        _rows().filter(
            pk__in=[message.pk for message in messages],
            state__in=[State.CLAIMED, State.SENDING, State.UNCONFIRMED],
        ).update(state=state, reason=reason, settled_at=now)


def settle_patiently(message: OutboxMessage, state: str, reason: str, *, now: datetime) -> None:
    """``settle`` for what this worker alone knows: it waits for a database that was away."""
    for _ in range(TRIES_TO_SETTLE - 1):
        try:
            return settle([message], state, reason=reason, now=now)
        except (OperationalError, InterfaceError):
            connection.close()
            time.sleep(1)
    return settle([message], state, reason=reason, now=now)


def put_back(message: OutboxMessage, receipt: Receipt, *, now: datetime) -> bool:
    """Let a message that was surely not taken wait for its next try, within the two hours.

    False: they are over, and it ends. What was not asked about costs no try, however long a server
    is away or a domain rests.
    """
    asked, tries = receipt.retry_after_seconds, message.tries + receipt.tried
    again = next_try(
        due_at=message.due_at,
        tries=max(tries, 1),
        now=now,
        asked_for=None if asked is None else timedelta(seconds=asked),
    )
    if again is None:
        settle([message], State.FAILED, reason=f"gave_up_{receipt.reason}"[:40], now=now)
        return False
    _rows().filter(pk=message.pk, state=State.SENDING).update(
        state=State.QUEUED,
        not_before=again,
        tries=tries,
        claims=0,
        claim=None,
        reason=receipt.reason[:40],
    )
    return True


def switch_off_refused(message: OutboxMessage, *, now: datetime) -> None:
    """The provider will never take anything for this channel again: it is switched off."""
    rows = Channel.objects.unscoped(reason=WHY).active().filter(pk=message.channel_id)
    if rows.update(state=Channel.State.OFF, off_reason=Channel.OffReason.REFUSED, off_at=now):
        tell_of_trouble(message.patient_id)
