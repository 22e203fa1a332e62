"""From the outbox to the providers: claim, ask again, mark, hand over, settle.

At most once: a message that may have gone out is never sent again, because two reminders invite
a double dose.
"""

import logging
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID, uuid4

from django.conf import settings
from django.db import InterfaceError, OperationalError

from ldn_app import stopping

from ..facts.eligibility import rejection_reasons
from ..models import Heartbeat, OutboxMessage
from ..transports import Outcome, Receipt, Transport
from . import channel_health, circuit_breaking, claims
from .outgoing import outgoing_for

log = logging.getLogger(__name__)

State = OutboxMessage.State
BATCH_SIZE = 200
CHUNK = 100
ANSWERS_HOLD_FOR = timedelta(seconds=5)
A_RUN_LASTS_AT_MOST = timedelta(seconds=50)
# What is not begun by then is put back. With the longest conversation (a session that ends, a new
# one, the message once more: 50 s) a living worker's batch is over before its claim runs out.
A_BATCH_LASTS_AT_MOST = timedelta(seconds=settings.REMINDER_BATCH_SECONDS)
# A failure that took so long was a wait for a host that said nothing.
SECONDS_OF_A_HANG = 2.5
ENDS_AS = {
    Outcome.REFUSED: State.FAILED,
    Outcome.PERMANENT: State.FAILED,
    Outcome.UNCONFIRMED: State.UNCONFIRMED,
}


def deliver_waiting(
    *,
    clock: Callable[[], datetime],
    transports: dict[str, Transport],
    sort: str | None = None,
) -> int:
    """Deliver batch after batch until nothing waits or the run is over; returns how many.

    ``clock`` gives the present moment: a run lasts. ``sort``: a Channel.Kind; None: every sort.
    """
    began, taken = clock(), 0
    claims.release_expired_claims(now=began)
    try:
        while not stopping.is_asked() and began <= clock() < began + A_RUN_LASTS_AT_MOST:
            claim = uuid4()
            with stopping.when_asked(partial(claims.release_messages, claim)):
                messages = claims.claim_messages(claim, now=clock(), size=BATCH_SIZE, sort=sort)
                if not messages:
                    break
                Delivery(claim, transports, clock).deliver(messages)
            taken += len(messages)
    finally:
        for transport in transports.values():
            transport.close()
    Heartbeat.objects.update_or_create(name=Heartbeat.WORKER, defaults={"at": clock()})
    return taken


class Delivery:
    """One worker with its transports and the message that it handed over last.

    ``resting``: messages that wait until their host may be tried again, by that moment.
    """

    def __init__(
        self, claim: UUID, transports: dict[str, Transport], clock: Callable[[], datetime]
    ) -> None:
        self.claim = claim
        self.transports = transports
        self.clock = clock
        self.ends = clock() + A_BATCH_LASTS_AT_MOST
        self.before: tuple[OutboxMessage, Receipt] | None = None
        self.breakers: dict[str, circuit_breaking.CircuitBreaker] = {}
        self.resting: dict[datetime, list[OutboxMessage]] = defaultdict(list)

    def deliver(self, messages: list[OutboxMessage]) -> None:
        """Bring every message of a claimed batch to its end, or back into the outbox."""
        try:
            for message in self._still_wanted(messages):
                if stopping.is_asked() or self.clock() >= self.ends:
                    break
                self._send(message)
        finally:
            self._settle_before()
            with suppress(OperationalError, InterfaceError):
                self._put_back()

    def _put_back(self) -> None:
        """What was not begun waits again, without having been tried."""
        for until, messages in self.resting.items():
            claims.release_messages(self.claim, messages=messages, until=until)
        claims.release_messages(self.claim)

    def _still_wanted(self, messages: list[OutboxMessage]) -> Iterator[OutboxMessage]:
        """Messages that nothing speaks against, asked again a few at a time."""
        waiting = list(messages)
        while waiting:
            chunk, asked_at = waiting[:CHUNK], self.clock()
            self.breakers = circuit_breaking.breakers()
            refused = rejection_reasons(chunk, now=asked_at)
            for verdict in set(refused.values()):
                same = [message for message in chunk if refused.get(message.pk) == verdict]
                claims.settle(same, verdict[0], reason=verdict[1], now=asked_at)
                _note_lost(same, verdict[0])
            for position, message in enumerate(chunk):
                if position and abs(self.clock() - asked_at) > ANSWERS_HOLD_FOR:
                    waiting = waiting[position:]
                    break
                if message.pk not in refused:
                    yield message
            else:
                waiting = waiting[CHUNK:]

    def _send(self, message: OutboxMessage) -> None:
        breaker = self.breakers.get(circuit_breaking.host_of(message))
        if breaker is not None and breaker.open_until > self.clock():
            self.resting[breaker.open_until].append(message)
            return
        transport = self.transports.get(message.channel.kind)
        try:
            if transport is None:
                raise LookupError("no transport")
            now = self.clock()
            prepared = transport.prepare(outgoing_for(message), now=now)
        except Exception as poison:
            self._set_aside(message, poison)
            return
        is_ours = claims.mark_sending(message, now=self.clock(), before=self.before)
        self.before = None
        if is_ours:
            self._hand_over(message, transport, prepared)

    def _hand_over(self, message: OutboxMessage, transport: Transport, prepared) -> None:
        began = time.monotonic()
        try:
            receipt = transport.hand_over(prepared)
        except Exception as broken:
            log.exception("message %s: the transport broke", message.pk)
            receipt = Receipt(Outcome.UNCONFIRMED, type(broken).__name__)
        self._take_receipt(message, receipt)
        self._judge_the_host(message, receipt, seconds=time.monotonic() - began)

    def _judge_the_host(self, message: OutboxMessage, receipt: Receipt, *, seconds: float) -> None:
        """After the message is settled: what is known of it must not wait for this."""
        host = circuit_breaking.host_of(message)
        failed = receipt.outcome in (Outcome.TRANSIENT, Outcome.UNCONFIRMED)
        if receipt.host_is_away or (failed and seconds >= SECONDS_OF_A_HANG):
            log.warning("%s hangs or is away: %s", host, receipt.reason)
            self.breakers[host] = circuit_breaking.note_failure(
                host, is_away=receipt.host_is_away, now=self.clock()
            )
        elif host in self.breakers:
            circuit_breaking.note_answer(host)
            del self.breakers[host]

    def _take_receipt(self, message: OutboxMessage, receipt: Receipt) -> None:
        now = self.clock()
        if receipt.outcome is Outcome.HANDED_OVER:
            self.before = (message, receipt)
            channel_health.note_taken(message, now=now)
            return
        log.info("message %s: %s %s", message.pk, receipt.outcome, receipt.reason)
        if receipt.outcome is Outcome.TRANSIENT:
            if not claims.put_back(message, receipt, now=now):
                channel_health.note_not_taken(message)
            return
        if receipt.outcome is Outcome.PERMANENT:
            claims.switch_off_refused(message, now=now)
        claims.settle([message], ENDS_AS[receipt.outcome], reason=receipt.reason[:40], now=now)
        if receipt.outcome is Outcome.REFUSED:
            channel_health.note_not_taken(message)

    def _set_aside(self, message: OutboxMessage, poison: Exception) -> None:
        """The name of the error only: its text may quote what it could not handle."""
        log.error("message %s: set aside, %s", message.pk, type(poison).__name__)
        reason = type(poison).__name__[:40]
        claims.settle([message], State.QUARANTINED, reason=reason, now=self.clock())

    def _settle_before(self) -> None:
        if self.before is not None:
            message, receipt = self.before
            self.before = None
            claims.settle_patiently(message, State.HANDED_OVER, receipt.reason, now=self.clock())


def _note_lost(messages: list[OutboxMessage], state: str) -> None:
    """Messages that expired after they had been tried, or held up, in vain."""
    for message in messages:
        if state == State.EXPIRED and message.reason:
            channel_health.note_not_taken(message)
