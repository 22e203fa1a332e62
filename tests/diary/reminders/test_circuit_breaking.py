"""A host that hangs is left alone; what was not tried costs nothing."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest

from diary.reminders.facts.operator import engine_state
from diary.reminders.models import CircuitBreaker, OutboxMessage
from diary.reminders.services import claims, delivery
from diary.reminders.services.circuit_breaking import (
    FIRST_PAUSE,
    LONGEST_PAUSE,
    note_failure,
    pause_after,
)
from diary.reminders.services.delivery import deliver_waiting
from diary.reminders.services.ticking import tick
from diary.reminders.transports import Outcome, Receipt
from ldn_app import stopping
from tests.factories.crowd import make_crowd
from tests.factories.reminders import messages

from .conftest import TEN, FakeTransport

pytestmark = pytest.mark.django_db(transaction=True)
State = OutboxMessage.State
AWAY = Receipt(Outcome.TRANSIENT, "smtp_away_TimeoutError", host_is_away=True)
LOST = Receipt(Outcome.UNCONFIRMED, "smtp_lost")
COUNT = 12


@pytest.fixture
def crowd():
    """So many people with mail at 22:00, their messages in the outbox."""
    make_crowd(COUNT, due_at=TEN)
    assert tick(now=TEN) == COUNT


class Clock:
    def __init__(self) -> None:
        self.now = TEN

    def __call__(self):
        return self.now


class SlowTransport(FakeTransport):
    """Each message takes so many seconds, on the clock and on the stopwatch."""

    def __init__(self, clock: Clock, seconds: float, monkeypatch, *receipts: Receipt) -> None:
        super().__init__(*receipts)
        self.clock, self.seconds = clock, seconds
        self.elapsed = 0.0
        monkeypatch.setattr(delivery, "time", SimpleNamespace(monotonic=lambda: self.elapsed))

    def hand_over(self, prepared) -> Receipt:
        self.clock.now += timedelta(seconds=self.seconds)
        self.elapsed += self.seconds
        return super().hand_over(prepared)


def run(clock, transport) -> None:
    deliver_waiting(clock=clock, transports={"email": transport}, sort="email")


def untried() -> int:
    return messages().filter(state=State.QUEUED, claims=0, tries=0, claim=None).count()


def test_a_relay_that_is_away_is_tried_once_and_the_rest_waits_untried(crowd, deliver):
    transport = deliver(TEN, FakeTransport(AWAY))

    assert len(transport.handed) == 1
    assert untried() == COUNT - 1
    assert messages().filter(tries=1).count() == 1
    assert {one.not_before for one in messages().filter(tries=0)} == {TEN + FIRST_PAUSE}
    assert [one.host for one in engine_state(now=TEN).resting_hosts] == ["smtp localhost"]


def test_after_the_pause_one_message_is_the_trial_and_a_word_ends_it(crowd, deliver):
    deliver(TEN, FakeTransport(AWAY))
    again = deliver(TEN + FIRST_PAUSE, FakeTransport(AWAY))
    early = deliver(TEN + 2 * FIRST_PAUSE)

    late = deliver(TEN + 3 * FIRST_PAUSE)

    assert (len(again.handed), len(early.handed)) == (1, 0)
    assert len(late.handed) >= COUNT - 2
    assert not CircuitBreaker.objects.exists()


def test_a_host_that_hangs_twice_in_a_row_is_left_alone(crowd, monkeypatch):
    clock = Clock()
    transport = SlowTransport(clock, 10, monkeypatch, LOST, LOST)
    run(clock, transport)

    assert len(transport.handed) == 2
    assert messages().filter(state=State.UNCONFIRMED).count() == 2
    assert untried() == COUNT - 2


def test_one_lost_packet_stops_nobody(crowd, deliver):
    transport = deliver(TEN, FakeTransport(LOST))

    assert len(transport.handed) == COUNT
    assert not CircuitBreaker.objects.exists()


def test_a_slow_host_that_takes_everything_does_not_rest(crowd, monkeypatch):
    clock = Clock()
    run(clock, SlowTransport(clock, 4, monkeypatch))

    assert not CircuitBreaker.objects.exists()


def test_a_batch_is_over_before_its_claim_runs_out(crowd, monkeypatch):
    """What was not begun in time is put back untried, for another batch."""
    clock = Clock()
    transport = SlowTransport(clock, 30, monkeypatch)
    claimed = claims.claim_messages(uuid4(), now=TEN, size=COUNT)
    delivery.Delivery(claimed[0].claim, {"email": transport}, clock).deliver(claimed)

    assert len(transport.handed) == 1
    assert clock.now - TEN < claims.LEASE
    assert untried() == COUNT - 1


def test_the_longest_batch_fits_into_the_lease(settings):
    """A session that ends in the middle, a new one, and the message once more."""
    longest = settings.EMAIL_SECONDS_TO_OPEN + 2 * settings.EMAIL_SECONDS_PER_MESSAGE

    assert delivery.A_BATCH_LASTS_AT_MOST + timedelta(seconds=longest + 10) <= claims.LEASE


def test_whoever_is_asked_to_stop_puts_back_what_is_not_leaving_while_a_message_hangs(crowd):
    """The message that leaves is still in the transport's hands when the others are back."""
    waiting = []

    class AskedInTheMiddle(FakeTransport):
        def hand_over(self, prepared):
            stopping.ask().join()
            waiting.append(untried())
            return super().hand_over(prepared)

    try:
        transport = AskedInTheMiddle()
        deliver_waiting(clock=lambda: TEN, transports={"email": transport})
    finally:
        stopping.forget()

    assert waiting == [COUNT - 1]
    assert len(transport.handed) == 1
    assert messages().filter(state=State.HANDED_OVER).count() == 1
    assert untried() == COUNT - 1


def test_pauses_double_up_to_five_minutes():
    pauses = [pause_after(failures).total_seconds() for failures in range(1, 10)]

    assert pauses == [0, 15, 30, 60, 120, 240, 300, 300, 300]
    assert LONGEST_PAUSE.total_seconds() == 300


def test_failures_without_an_end_are_counted_without_an_end():
    for _ in range(200):
        row = note_failure("push p.example", is_away=False, now=TEN)

    assert row.open_until == TEN + LONGEST_PAUSE
