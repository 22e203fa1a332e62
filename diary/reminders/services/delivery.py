"""From the outbox to the providers: claim, ask again, mark, hand over, settle.

At most once: a message that may have gone out is never sent again, because two reminders invite
a double dose.
"""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from uuid import uuid4

from ..facts.asking import why_not
from ..models import Heartbeat, OutboxMessage
from ..transports import Outcome, Receipt, Transport
from . import claims
from .outgoing import outgoing_for

log = logging.getLogger(__name__)

State = OutboxMessage.State
BATCH_SIZE = 200
CHUNK = 100
ANSWERS_HOLD_FOR = timedelta(seconds=5)
A_RUN_LASTS_AT_MOST = timedelta(seconds=50)
ENDS_AS = {
    Outcome.REFUSED: State.FAILED,
    Outcome.PERMANENT: State.FAILED,
    Outcome.UNCONFIRMED: State.UNCONFIRMED,
}


def deliver_waiting(*, clock: Callable[[], datetime], transports: dict[str, Transport]) -> int:
    """Deliver batch after batch until nothing waits or the run is over; returns how many.

    ``clock`` gives the present moment: a run lasts.
    """
    began, taken = clock(), 0
    claims.return_expired_claims(now=began)
    try:
        while began <= clock() < began + A_RUN_LASTS_AT_MOST:
            messages = claims.claim_messages(uuid4(), now=clock(), size=BATCH_SIZE)
            if not messages:
                break
            Delivery(transports, clock).deliver(messages)
            taken += len(messages)
    finally:
        for transport in transports.values():
            transport.close()
    Heartbeat.objects.update_or_create(name=Heartbeat.WORKER, defaults={"at": clock()})
    return taken


class Delivery:
    """One worker with its transports and the message that it handed over last."""

    def __init__(self, transports: dict[str, Transport], clock: Callable[[], datetime]) -> None:
        self.transports = transports
        self.clock = clock
        self.before: tuple[OutboxMessage, Receipt] | None = None

    def deliver(self, messages: list[OutboxMessage]) -> None:
        """Bring every message of a claimed batch to its end, or back into the outbox."""
        try:
            for message in self._still_wanted(messages):
                self._send(message)
        finally:
            self._settle_before()

    def _still_wanted(self, messages: list[OutboxMessage]) -> Iterator[OutboxMessage]:
        """Messages that nothing speaks against, asked again a few at a time."""
        waiting = list(messages)
        while waiting:
            chunk, asked_at = waiting[:CHUNK], self.clock()
            refused = why_not(chunk, now=asked_at)
            for verdict in set(refused.values()):
                same = [message for message in chunk if refused.get(message.pk) == verdict]
                claims.settle(same, verdict[0], reason=verdict[1], now=asked_at)
            for position, message in enumerate(chunk):
                if position and abs(self.clock() - asked_at) > ANSWERS_HOLD_FOR:
                    waiting = waiting[position:]
                    break
                if message.pk not in refused:
                    yield message
            else:
                waiting = waiting[CHUNK:]

    def _send(self, message: OutboxMessage) -> None:
        transport = self.transports.get(message.channel.kind)
        try:
            if transport is None:
                raise LookupError("no transport")
            now = self.clock()
            prepared = transport.prepare(outgoing_for(message), now=now)
        except Exception as poison:
            self._set_aside(message, poison)
            return
        is_ours = claims.mark_leaving(message, now=self.clock(), before=self.before)
        self.before = None
        if not is_ours:
            return
        try:
            receipt = transport.hand_over(prepared)
        except Exception as broken:
            log.exception("message %s: the transport broke", message.pk)
            receipt = Receipt(Outcome.UNCONFIRMED, type(broken).__name__)
        self._take_receipt(message, receipt)

    def _take_receipt(self, message: OutboxMessage, receipt: Receipt) -> None:
        now = self.clock()
        if receipt.outcome is Outcome.HANDED_OVER:
            self.before = (message, receipt)
            return
        log.info("message %s: %s %s", message.pk, receipt.outcome, receipt.reason)
        if receipt.outcome is Outcome.TRANSIENT:
            claims.put_back(message, receipt, now=now)
            return
        if receipt.outcome is Outcome.PERMANENT:
            claims.switch_off_refused(message, now=now)
        claims.settle([message], ENDS_AS[receipt.outcome], reason=receipt.reason[:40], now=now)

    def _set_aside(self, message: OutboxMessage, poison: Exception) -> None:
        """The name of the error only: its text may quote what it could not handle."""
        log.error("message %s: set aside, %s", message.pk, type(poison).__name__)
        reason = type(poison).__name__[:40]
        claims.settle([message], State.POISON, reason=reason, now=self.clock())

    def _settle_before(self) -> None:
        if self.before is not None:
            message, receipt = self.before
            self.before = None
            claims.settle_patiently(message, State.HANDED_OVER, receipt.reason, now=self.clock())
