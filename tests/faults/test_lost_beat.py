"""The beat is killed, another takes over, two run at once: nobody is forgotten or doubled."""

import time
from collections import Counter

import pytest
from django.utils import timezone

from diary.reminders.models import Heartbeat
from tests import servers
from tests.factories.reminders import messages, schedules
from tests.stubborn_smtp import stubborn_smtp
from tests.waiting import wait_until

from .crowds import COUNT, addressees, all_is_settled, make_everybody_due
from .engine import kill, short_folder, start_beat, start_workers
from .processes import environment

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_killed_beat_and_then_two_at_once_forget_and_double_nobody():
    with short_folder() as folder, servers.redis(folder) as broker:
        with stubborn_smtp() as (mailbox, port):
            env = environment(port, REDIS_URL=broker, LDN_DATA_DIR=str(folder))
            workers = [start_workers(env), start_workers(env)]
            beat = start_beat(env)
            make_everybody_due(first=0)
            wait_until(lambda: len(mailbox.messages) >= COUNT // 10)
            kill(beat)
            time.sleep(1)  # What it had already asked for is done.
            make_everybody_due(first=COUNT)
            assert nobody_ticks()
            other = folder / "other"
            other.mkdir()
            beats = [start_beat(env), start_beat({**env, "LDN_DATA_DIR": str(other)})]
            wait_until(all_is_settled)
            time.sleep(2)  # Both go on ticking, and find nothing.
            for process in (*beats, *workers):
                kill(process)
        sent = addressees(mailbox)

    assert len(sent) == 2 * COUNT
    assert max(sent.values()) == 1
    assert Counter(messages().values_list("state", flat=True)) == {"handed_over": 2 * COUNT}


def nobody_ticks() -> bool:
    """Without a beat what is due stays where it is: the operator sees the last tick grow old."""
    before = last_tick()
    time.sleep(3)
    return last_tick() == before and schedules().filter(next_due_at__lte=timezone.now()).exists()


def last_tick():
    return Heartbeat.objects.filter(name=Heartbeat.TICK).values_list("at", flat=True).first()
