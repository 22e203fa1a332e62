"""Nobody waits for the broker, whatever it does."""

import socket
import threading

import pytest
from celery import current_app
from django.conf import settings
from kombu.exceptions import OperationalError

from ldn_app import broker
from ldn_app.broker import PatientConnection


@pytest.fixture
def asked(monkeypatch):
    """What was sent; a test may put an error into ``answers``."""
    sent: list = []
    sent_by: list = []
    answers: list = []

    def send_task(task, **options):
        sent.append((task, options))
        sent_by.append(threading.current_thread())
        if answers:
            raise answers.pop(0)

    monkeypatch.setattr(current_app._get_current_object(), "send_task", send_task)
    return sent, sent_by, answers


def test_a_nudge_is_sent_by_another_thread_and_only_once(asked):
    sent, sent_by, _ = asked

    broker.nudge("some.task", 7, expires=60)
    broker.wait_until_sent()

    assert sent == [("some.task", {"args": (7,), "expires": 60, "retry": False})]
    assert sent_by[-1] is not threading.current_thread()


def test_a_broker_that_is_away_drops_what_waits_and_is_asked_again_next_time(asked):
    sent, _, answers = asked
    answers += [OperationalError("refused"), RuntimeError("anything else")]

    for number in (1, 2, 3):
        broker.nudge("some.task", number, expires=60)
        broker.wait_until_sent()

    assert [options["args"] for _, options in sent] == [(1,), (2,), (3,)]


def test_nobody_waits_while_the_broker_says_nothing(monkeypatch):
    """The first nudge hangs; those who ask go on, however many they are."""
    held = threading.Event()

    def hang(*_, **__) -> None:
        held.wait()

    monkeypatch.setattr(current_app._get_current_object(), "send_task", hang)

    for number in range(broker.MOST_WAITING + 10):
        broker.nudge("some.task", number, expires=60)

    held.set()
    broker.wait_until_sent()


def test_every_wait_for_a_silent_broker_ends():
    """A frozen Redis: the kernel takes the connection, nobody answers."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        options = {**settings.CELERY_BROKER_TRANSPORT_OPTIONS, "socket_timeout": 0.2}
        address = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        line = current_app.amqp.Connection(address, transport_options=options)
        with pytest.raises(OperationalError):
            line.ensure_connection(max_retries=1, interval_start=0, interval_max=0)

    assert settings.CELERY_BROKER_TRANSPORT_OPTIONS["socket_timeout"] <= 5


def test_a_broker_that_was_away_for_long_is_asked_every_five_seconds(monkeypatch):
    pauses = []
    monkeypatch.setattr("kombu.utils.functional.sleep", pauses.append)
    line = current_app.amqp.Connection("redis+socket:///nowhere/redis.sock")

    with pytest.raises(OperationalError):
        line.ensure_connection(max_retries=30)

    assert isinstance(line, PatientConnection)
    assert pauses
    assert max(pauses) <= 5
