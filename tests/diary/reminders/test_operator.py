"""What the operator sees, and that nothing of a patient is in it."""

import re
from datetime import timedelta

import pytest
import time_machine
import yaml

from diary.reminders.facts.metrics import exposition
from diary.reminders.facts.operator import engine_state
from diary.reminders.models import Heartbeat, OutboxMessage
from diary.reminders.services.housekeeping import forget_old_messages
from diary.reminders.services.ticking import tick
from diary.reminders.transports import Outcome, Receipt
from ldn_app.supervise.preflight import ROOT
from tests.cast import sign_in_twice
from tests.factories.people import make_user
from tests.factories.reminders import messages

from .conftest import TEN, FakeTransport

pytestmark = pytest.mark.django_db
ALERTS = ROOT / ".deploy" / "alerts.yml"


@pytest.fixture
def night(reminded, deliver):
    tick(now=TEN)
    deliver(TEN + timedelta(seconds=3))
    with time_machine.travel(TEN + timedelta(seconds=10), tick=False):
        yield reminded


def test_staff_see_counts_and_no_patient(client, night):
    sign_in_twice(client, make_user(is_staff=True))

    page = client.get("/ops/").content.decode()

    assert "動いています" in page
    assert "お薬の時間・メール" in page
    assert "送りました" in page
    assert night.user.email not in page


def test_a_refusal_of_the_sender_is_the_operators_to_see(client, reminded, deliver):
    """While it is tried again, and after the reminder is over."""
    tick(now=TEN)
    refused = Receipt(Outcome.TRANSIENT, "smtp_sender_550_5.7.1", 300)
    with time_machine.travel(TEN, tick=False):
        sign_in_twice(client, make_user(is_staff=True))
        assert "送り元を断っています" not in client.get("/ops/").content.decode()
    deliver(TEN, FakeTransport(refused))

    with time_machine.travel(TEN, tick=False):
        page = client.get("/ops/").content.decode()
        told = exposition(now=TEN).decode()
    assert "送り元を断っています" in page
    assert "smtp_sender_550_5.7.1" in page
    assert reminded.user.email not in page
    assert '{channel="email",reason="smtp_sender_550_5.7.1"} 1.0' in told
    assert "reminders_sender_refused 1.0" in told
    messages().update(state="failed", reason="gave_up_smtp_sender_550_5.7.1", settled_at=TEN)
    with time_machine.travel(TEN, tick=False):
        assert "送り元を断っています" in client.get("/ops/").content.decode()


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


@pytest.mark.parametrize("state", OutboxMessage.UNFINISHED)
def test_the_oldest_unfinished_message_is_seen_in_every_state(reminded, state):
    tick(now=TEN)
    messages().update(state=state, claimed_at=TEN, leaving_at=TEN)

    seen = engine_state(now=TEN + timedelta(seconds=200))

    assert seen.oldest_unfinished_seconds == 200
    assert seen.held_seconds == {
        name: 200 if name == state else 0 for name in ("claimed", "leaving")
    }


def test_every_alert_is_about_a_figure_that_there_is(night):
    rules = yaml.safe_load(ALERTS.read_text(encoding="utf-8"))["groups"][0]["rules"]
    told = exposition(now=TEN + timedelta(seconds=10)).decode()
    asked = {name for rule in rules for name in re.findall(r"reminders_\w+", rule["expr"])}

    assert {"reminders_oldest_unfinished_seconds", "reminders_held_seconds"} <= asked
    assert all(f"\n{name}" in told for name in asked)


@pytest.mark.parametrize(("age", "status"), [(89, 200), (91, 503)])
def test_ready_as_long_as_a_tick_was_seen_within_90_seconds(client, settings, age, status):
    settings.BEAT_EXPECTED = True
    Heartbeat.objects.create(name=Heartbeat.TICK, at=TEN)

    with time_machine.travel(TEN + timedelta(seconds=age), tick=False):
        answer = client.get("/readyz")

    assert answer.status_code == status
    assert answer.json()["beat"] is (status == 200)


def test_old_messages_are_forgotten(night):
    assert forget_old_messages(now=TEN + timedelta(days=29)) == 0
    assert forget_old_messages(now=TEN + timedelta(days=31)) == 1
    assert not messages().exists()
