"""Claimed, asked again, marked, handed over, settled; at most once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import OperationalError

from diary.doses.services.answers import record_dose_taken
from diary.reminders.models import Channel, OutboxMessage
from diary.reminders.services import claims
from diary.reminders.services.ticking import tick
from diary.reminders.services.unsubscribing import unsubscribe
from diary.reminders.transports import Outcome, Receipt
from ldn_app.access.viewer import on_behalf_of
from tests.factories.plans import plan_again
from tests.factories.reminders import make_reminder, messages

from .conftest import ONE_MINUTE, TEN, FakeTransport

pytestmark = pytest.mark.django_db
State = OutboxMessage.State


@pytest.fixture
def due(reminded):
    tick(now=TEN)
    return reminded


def outcome() -> tuple[str, str]:
    message = messages().get()
    return message.state, message.reason


def test_a_message_is_handed_over_once(due, deliver):
    transport = deliver(TEN)
    again = deliver(TEN + ONE_MINUTE)

    assert len(transport.handed) == 1
    assert again.handed == []
    assert outcome() == (State.HANDED_OVER, "")
    assert messages().get().settled_at == TEN
    assert transport.closed


def test_an_answered_night_is_not_reminded(due, deliver):
    night = messages().get().dose_day
    record_dose_taken(
        on_behalf_of(due.pk),
        plan=plan_again(due, night),
        dose_day=night,
        taken_at=TEN,
        now=TEN,
    )

    assert deliver(TEN).handed == []
    assert outcome() == (State.CANCELLED, "answered")


def test_what_was_switched_off_meanwhile_does_not_leave(due, deliver):
    make_reminder(due, now=TEN, enabled=False)

    assert deliver(TEN).handed == []
    assert outcome() == (State.CANCELLED, "switched_off")


def test_a_channel_that_was_unsubscribed_meanwhile_gets_nothing(due, deliver):
    unsubscribe(messages().get().channel_id, now=TEN)

    assert deliver(TEN).handed == []
    assert outcome() == (State.CANCELLED, "channel_off")


def test_a_message_of_an_erased_account_is_gone(due, deliver):
    due.user.delete()

    assert deliver(TEN).handed == []
    assert not messages().exists()


def test_two_hours_late_is_expired(due, deliver):
    assert deliver(TEN + timedelta(hours=2, seconds=1)).handed == []
    assert outcome() == (State.EXPIRED, "late_at_worker")


def test_what_may_have_gone_out_is_never_repeated(due, deliver):
    deliver(TEN, FakeTransport(Receipt(Outcome.UNCONFIRMED, "smtp_lost")))

    assert deliver(TEN + ONE_MINUTE).handed == []
    assert outcome() == (State.UNCONFIRMED, "smtp_lost")


def test_a_database_that_was_away_after_a_message_left_hears_of_it_later(due, deliver, monkeypatch):
    """Nothing of what a living worker knows for sure ends as unconfirmed."""
    away, settle = [OperationalError("gone"), OperationalError("gone")], claims.settle

    def settle_once_it_is_back(*args, **named):
        if away:
            raise away.pop()
        settle(*args, **named)

    monkeypatch.setattr(claims, "settle", settle_once_it_is_back)
    monkeypatch.setattr(claims.time, "sleep", lambda seconds: None)
    monkeypatch.setattr(claims.connection, "close", lambda: None)
    deliver(TEN)

    assert outcome() == (State.HANDED_OVER, "")


def test_what_was_surely_not_taken_is_tried_again(due, deliver):
    deliver(TEN, FakeTransport(Receipt(Outcome.TRANSIENT, "smtp_450")))
    assert outcome() == (State.QUEUED, "smtp_450")
    assert deliver(TEN + timedelta(seconds=29)).handed == []

    deliver(TEN + timedelta(seconds=30))

    assert outcome()[0] == State.HANDED_OVER


def test_trying_ends_within_the_two_hours(due, deliver):
    now = TEN
    while messages().get().state == State.QUEUED:
        now = messages().get().not_before
        deliver(now, FakeTransport(Receipt(Outcome.TRANSIENT, "smtp_450")))

    assert outcome() == (State.FAILED, "gave_up_smtp_450")
    assert now <= TEN + timedelta(hours=2)


def test_a_dead_channel_is_switched_off_with_its_reason(due, deliver):
    deliver(TEN, FakeTransport(Receipt(Outcome.PERMANENT, "smtp_550")))

    channel = Channel.objects.unscoped(reason="test").get()
    assert (channel.state, channel.off_reason) == ("off", "refused")
    assert outcome() == (State.FAILED, "smtp_550")


def test_a_poison_row_is_set_aside_and_stops_nobody(due, deliver):
    class Choosy(FakeTransport):
        def prepare(self, outgoing, *, now):
            if outgoing.kind == "dose":
                raise UnicodeError("content that must not reach a log")
            return outgoing

    make_reminder(due, now=TEN - ONE_MINUTE, kind="check_in")
    tick(now=TEN)

    transport = deliver(TEN, Choosy())

    assert [outgoing.kind for outgoing in transport.handed] == ["check_in"]
    poison = messages().get(kind="dose")
    assert (poison.state, poison.reason) == (State.QUARANTINED, "UnicodeError")


def test_a_worker_that_died_before_sending_loses_nothing(due, deliver):
    claims.claim_messages(uuid4(), now=TEN, size=10)

    assert deliver(TEN + ONE_MINUTE).handed == []
    assert len(deliver(TEN + claims.LEASE + ONE_MINUTE).handed) == 1


def test_a_worker_that_died_while_sending_leaves_one_in_doubt(due, deliver):
    (message,) = claims.claim_messages(uuid4(), now=TEN, size=10)
    assert claims.mark_sending(message, now=TEN, before=None)

    assert deliver(TEN + claims.LEASE + ONE_MINUTE).handed == []
    assert outcome() == (State.UNCONFIRMED, "worker_lost")


def test_a_claim_that_was_taken_over_is_worth_nothing(due):
    (slow,) = claims.claim_messages(uuid4(), now=TEN, size=10)
    later = TEN + claims.LEASE + ONE_MINUTE
    claims.release_expired_claims(now=later)
    (quick,) = claims.claim_messages(uuid4(), now=later, size=10)

    assert not claims.mark_sending(slow, now=later, before=None)
    assert claims.mark_sending(quick, now=later, before=None)


def test_a_message_that_kills_its_workers_is_set_aside(due):
    now = TEN
    for _ in range(claims.MOST_CLAIMS):
        claims.claim_messages(uuid4(), now=now, size=10)
        now += claims.LEASE + ONE_MINUTE
        claims.release_expired_claims(now=now)

    assert outcome() == (State.QUARANTINED, "killed_its_workers")


def test_a_clock_set_back_an_hour_frees_what_a_dead_worker_held(due, deliver):
    claims.claim_messages(uuid4(), now=TEN + timedelta(hours=1), size=10)

    deliver(TEN)

    assert outcome()[0] == State.HANDED_OVER


def test_the_tick_takes_back_what_a_dead_worker_held_although_nothing_else_is_due(due):
    claims.claim_messages(uuid4(), now=TEN, size=10)

    tick(now=TEN + claims.LEASE)
    held = outcome()
    tick(now=TEN + claims.LEASE + timedelta(seconds=1))

    assert held == (State.CLAIMED, "")
    assert outcome() == (State.QUEUED, "")


def test_the_tick_settles_what_was_leaving_when_its_worker_died(due):
    (message,) = claims.claim_messages(uuid4(), now=TEN, size=10)
    claims.mark_sending(message, now=TEN, before=None)

    tick(now=TEN + claims.LEASE + timedelta(seconds=1))

    assert outcome() == (State.UNCONFIRMED, "worker_lost")


def test_a_message_that_no_worker_takes_does_not_wait_for_ever(due):
    tick(now=TEN + timedelta(hours=2, seconds=1))

    assert outcome() == (State.EXPIRED, "late_at_tick")


def test_a_message_whose_workers_died_is_taken_alone(due):
    make_reminder(due, now=TEN - ONE_MINUTE, kind="check_in")
    tick(now=TEN)
    messages().filter(kind="dose").update(claims=claims.ALONE_FROM)

    first = claims.claim_messages(uuid4(), now=TEN, size=10)
    second = claims.claim_messages(uuid4(), now=TEN, size=10)

    assert [[one.kind for one in batch] for batch in (first, second)] == [["check_in"], ["dose"]]


def test_what_was_put_back_untried_costs_nothing(due):
    claim = uuid4()
    claims.claim_messages(claim, now=TEN, size=10)

    claims.release_messages(uuid4())
    others = outcome()
    claims.release_messages(claim, until=TEN + ONE_MINUTE)

    message = messages().get()
    assert others == (State.CLAIMED, "")
    assert (message.state, message.claim, message.claims, message.tries) == (
        State.QUEUED,
        None,
        0,
        0,
    )
    assert message.not_before == TEN + ONE_MINUTE
