"""No provider holds a worker longer than its time, wherever it stops talking."""

import socket
import threading
import time
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.mail import send_mail

from diary.reminders.transports import Outcome, Outgoing, punctual_http, web_push
from diary.reminders.transports.email import EmailTransport
from tests.mail_sink import STAGES, USUAL, mail_sink
from tests.push_service import Browser
from tests.waiting import DEADLINE_SECONDS

from .conftest import TEN

pytestmark = pytest.mark.long

ADDRESS = "kana@example.jp"


@pytest.fixture
def short_time(settings):
    settings.EMAIL_BACKEND = "ldn_app.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_TIMEOUT = settings.EMAIL_SECONDS_TO_OPEN = 1
    settings.EMAIL_SECONDS_PER_MESSAGE = 1
    return settings


def outgoing(**values) -> Outgoing:
    return Outgoing(
        message_id=1,
        channel_id=1,
        kind="dose",
        dose_day=TEN.date(),
        text="記録の時間です。",
        link="https://note.example.org/n/x/",
        answers_dose=True,
        expires_at=TEN + timedelta(hours=2),
        unsubscribe_link="https://note.example.org/u/x/",
        **values,
    )


@pytest.mark.parametrize("how", ["hang", "drip"])
@pytest.mark.parametrize("stage", STAGES)
def test_mail_ends_in_time_and_knows_whether_it_may_have_left(short_time, stage, how):
    with mail_sink(lambda at, _: how if at == stage else USUAL[at]) as sink:
        short_time.EMAIL_PORT = sink.port
        transport = EmailTransport()
        receipt = transport.hand_over(transport.prepare(outgoing(address=ADDRESS), now=TEN))
        transport.close()

    may_have_left = stage == "text"
    assert receipt.outcome is (Outcome.UNCONFIRMED if may_have_left else Outcome.TRANSIENT)
    assert receipt.host_is_away is (stage in {"greeting", "ehlo"})
    assert sink.took == ({ADDRESS: 1} if may_have_left else {})


@pytest.mark.parametrize("stage", STAGES)
def test_a_page_that_sends_a_code_is_not_held_either(short_time, stage):
    with mail_sink(lambda at, _: "drip" if at == stage else USUAL[at]) as sink:
        short_time.EMAIL_PORT = sink.port
        with pytest.raises(OSError, match=r"."):  # smtplib's errors are OSErrors too
            send_mail("s", "t", "note@example.org", [ADDRESS])


def test_mail_that_is_taken_slowly_but_in_time_is_taken(short_time):
    """Each stage takes its time; all of them together take less than a message has."""

    def slowly(stage: str, _: str) -> str:
        time.sleep(0.1)
        return USUAL[stage]

    short_time.EMAIL_TIMEOUT = short_time.EMAIL_SECONDS_TO_OPEN = DEADLINE_SECONDS
    short_time.EMAIL_SECONDS_PER_MESSAGE = DEADLINE_SECONDS
    with mail_sink(slowly) as sink:
        short_time.EMAIL_PORT = sink.port
        send_mail("s", "t", "note@example.org", [ADDRESS])

    assert sink.took == {ADDRESS: 1}


@contextmanager
def push_service_that_drips(first: bytes):
    """Takes one request, says ``first`` and then a letter every now and then, without an end."""
    over = threading.Event()

    def drip(server: socket.socket) -> None:
        line, _ = server.accept()
        with line:
            line.recv(65536)
            line.sendall(first)
            try:
                while not over.wait(0.05):
                    line.sendall(b"x")
            except OSError:
                return

    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        threading.Thread(target=drip, args=(server,), daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        over.set()


@pytest.mark.parametrize(
    "first",
    [b"", b"HTTP/1.1 201 ", b"HTTP/1.1 201 Created\r\nX-", b"HTTP/1.1 201 Created\r\n\r\n"],
)
def test_a_push_ends_in_time_wherever_the_answer_drips(settings, monkeypatch, first):
    monkeypatch.setattr(punctual_http, "SECONDS_PER_REQUEST", 1)
    with push_service_that_drips(first) as origin:
        settings.PUSH_EXTRA_ORIGINS = [origin]
        keys = Browser(f"{origin}/push/x").subscription
        transport = web_push.WebPushTransport()
        receipt = transport.hand_over(transport.prepare(outgoing(**keys), now=TEN))
        transport.close()

    assert receipt.outcome is Outcome.UNCONFIRMED
