"""What the operator sees, and that nothing of a patient is in it."""

from datetime import timedelta

import pytest
import time_machine
from celery import current_app
from kombu.exceptions import OperationalError

from diary.reminders.models import Heartbeat
from diary.reminders.services.housekeeping import forget_old_messages
from diary.reminders.services.nudge import nudge_workers
from diary.reminders.services.ticking import tick
from tests.factories.people import make_user
from tests.factories.reminders import messages

from .conftest import TEN

pytestmark = pytest.mark.django_db


@pytest.fixture
def night(reminded, deliver):
    tick(now=TEN)
    deliver(TEN + timedelta(seconds=3))
    with time_machine.travel(TEN + timedelta(seconds=10), tick=False):
        yield reminded


def test_staff_see_counts_and_no_patient(client, night):
    client.force_login(make_user(is_staff=True))

    page = client.get("/ops/").content.decode()

    assert "動いています" in page
    assert "お薬の時間・メール" in page
    assert "送りました" in page
    assert night.user.email not in page


def test_metrics_need_their_token(client, night, settings):
    settings.METRICS_TOKEN = "a-long-random-word"
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"authorization": "Bearer wrong"}).status_code == 404

    text = client.get(
        "/metrics", headers={"authorization": "Bearer a-long-random-word"}
    ).content.decode()

    assert "reminders_seconds_since_tick 10.0" in text
    assert 'reminders_dwell_seconds{quantile="0.99"} 3.0' in text
    assert '{channel="email",kind="dose",reason="",state="handed_over"} 1.0' in text


@pytest.mark.parametrize(("age", "status"), [(89, 200), (91, 503)])
def test_ready_as_long_as_a_tick_was_seen_within_90_seconds(client, settings, age, status):
    settings.BEAT_EXPECTED = True
    Heartbeat.objects.create(name=Heartbeat.TICK, at=TEN)

    with time_machine.travel(TEN + timedelta(seconds=age), tick=False):
        answer = client.get("/readyz")

    assert answer.status_code == status
    assert answer.json()["beat"] is (status == 200)


def test_a_broker_that_is_away_stops_nobody(monkeypatch):
    tried = []

    def away(*args, **options):
        tried.append(options["retry"])
        raise OperationalError("connection refused")

    monkeypatch.setattr(current_app._get_current_object(), "send_task", away)

    nudge_workers(2000)

    assert tried == [False]


def test_old_messages_are_forgotten(night):
    assert forget_old_messages(now=TEN + timedelta(days=29)) == 0
    assert forget_old_messages(now=TEN + timedelta(days=31)) == 1
    assert not messages().exists()
