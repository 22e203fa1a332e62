"""kill -9 in the middle of the evening: nobody is reminded twice, at most one is in doubt."""

import random
from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from diary.reminders.models import OutboxMessage
from diary.reminders.services import claims
from diary.reminders.services.ticking import tick
from tests.factories.reminders import messages
from tests.stubborn_smtp import stubborn_smtp
from tests.waiting import DEADLINE_SECONDS, wait_until

from .crowds import addressees, make_everybody_due
from .processes import environment, start_worker

pytestmark = pytest.mark.django_db(transaction=True)
State = OutboxMessage.State


def evening() -> int:
    """Everybody's reminder was due a moment ago; returns how many there are."""
    count = 2_000 if connection.vendor == "postgresql" else 500
    assert tick(now=make_everybody_due(count=count)) == count
    return count


def wait_for_mails(mailbox, count: int) -> None:
    wait_until(lambda: len(mailbox.messages) >= count, f"{count} mails")


def test_killed_workers_double_nothing_and_leave_at_most_one_each_in_doubt():
    count, chance = evening(), random.Random(7)
    with stubborn_smtp() as (mailbox, port):
        env = environment(port)
        for _ in range(3):
            workers = [start_worker(env), start_worker(env)]
            wait_for_mails(mailbox, len(mailbox.messages) + chance.randrange(20, count // 8))
            for worker in workers:
                worker.kill()
                worker.wait()
            age_the_claims()
        for worker in [start_worker(env), start_worker(env)]:
            assert worker.wait(timeout=DEADLINE_SECONDS) == 0

        sent = addressees(mailbox)
    states = Counter(messages().values_list("state", flat=True))
    lost = count - len(sent)
    assert max(sent.values()) == 1
    assert set(states) <= {State.HANDED_OVER, State.UNCONFIRMED}
    assert states[State.UNCONFIRMED] <= 6
    assert lost <= states[State.UNCONFIRMED]
    assert not messages().filter(state=State.UNCONFIRMED).exclude(reason="worker_lost").exists()


def age_the_claims() -> None:
    """The lease of the dead runs out."""
    old = timezone.now() - claims.LEASE - timedelta(seconds=1)
    held = messages().filter(state__in=[State.CLAIMED, State.SENDING])
    held.update(claimed_at=old)
    held.filter(state=State.SENDING).update(leaving_at=old)


@pytest.mark.parametrize("hours", [1, -1])
def test_a_jump_of_the_clock_doubles_nothing(hours):
    """A worker that held everything is overtaken by one whose clock is an hour off."""
    now = make_everybody_due(count=20)
    tick(now=now)
    slow = claims.claim_messages(uuid4(), now=now, size=20)
    there = now + timedelta(hours=hours)
    claims.release_expired_claims(now=there)
    messages().filter(state=State.QUEUED).update(not_before=min(now, there))
    with stubborn_smtp() as (mailbox, port):
        assert start_worker(environment(port)).wait(timeout=DEADLINE_SECONDS) == 0
        sent = addressees(mailbox)

    assert len(sent) == 20
    assert max(sent.values()) == 1
    assert not any(claims.mark_sending(message, now=now, before=None) for message in slow)
    assert set(messages().values_list("state", flat=True)) == {State.HANDED_OVER}


def test_ticks_of_a_clock_that_jumps_plan_each_night_once():
    now = make_everybody_due(count=20)
    an_hour = timedelta(hours=1)
    for moment in (now, now + an_hour, now, now - an_hour, now + an_hour, now):
        tick(now=moment)

    assert messages().count() == 20
