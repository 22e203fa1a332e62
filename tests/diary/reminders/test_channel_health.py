"""Refusals in a row are a state of the channel: Tonight names it, and one hand-over ends it."""

from datetime import timedelta

import pytest

from diary.reminders.models import Channel
from diary.reminders.services.bounces import take_bounce
from diary.reminders.services.delivery import deliver_waiting
from diary.reminders.services.devices import add_device
from diary.reminders.services.ticking import tick
from diary.reminders.transports import Outcome, Receipt, web_push
from ldn_app.access.viewer import on_behalf_of
from tests.push_service import Browser, push_service

from .conftest import AFTERNOON, TEN, FakeTransport
from .test_bounces import report

pytestmark = pytest.mark.django_db
DEVICE = "端末へのお知らせが、続けて送れませんでした。"
MAIL = "メールのお知らせが、続けて送れませんでした。"
A_DAY = timedelta(days=1)
SETTINGS = "/settings/reminders/"


def channel(patient, kind: str = "email") -> Channel:
    return Channel.objects.visible_to(on_behalf_of(patient.pk)).get(kind=kind)


def evening(number: int, transports) -> None:
    """The ``number``-th evening: everything that is due, until two hours later."""
    tick(now=TEN + number * A_DAY)
    for minutes in (0, 30, 60, 100, 125):
        later = TEN + number * A_DAY + timedelta(minutes=minutes)
        deliver_waiting(clock=lambda at=later: at, transports=transports)


def tonight(client) -> str:
    return client.get("/tonight/").content.decode()


@pytest.fixture
def device(reminded, settings):
    with push_service(settings.VAPID_PUBLIC_KEY) as running:
        settings.PUSH_EXTRA_ORIGINS = [running.origin]
        viewer = on_behalf_of(reminded.pk)
        browser = Browser(running.endpoint("one"))
        add_device(viewer, **browser.subscription, label="iPhone", now=AFTERNOON)
        yield running


@pytest.mark.parametrize("status", [400, 401, 403, 413])
def test_a_device_that_refuses_every_night_is_named(signed_in, reminded, device, status):
    transports = {"web_push": web_push.WebPushTransport(), "email": FakeTransport()}
    device.answers = [status]
    evening(0, transports)
    assert DEVICE not in tonight(signed_in)  # one bad night

    device.answers = [status]
    evening(1, transports)

    assert DEVICE in tonight(signed_in)
    assert MAIL not in tonight(signed_in)
    page = signed_in.get(SETTINGS).content.decode()
    assert "続けて送れませんでした" in page
    assert "この端末をつなぎ直す" in page
    assert channel(reminded, "web_push").state == "active"
    evening(2, transports)
    assert DEVICE not in tonight(signed_in)
    assert channel(reminded, "web_push").failures_in_a_row == 0


@pytest.mark.parametrize(
    "receipt",
    [
        Receipt(Outcome.REFUSED, "smtp_552"),
        Receipt(Outcome.TRANSIENT, "smtp_452"),
        Receipt(Outcome.TRANSIENT, "smtp_sender_550_5.7.1", 300),
        Receipt(Outcome.TRANSIENT, "smtp_away_ConnectionRefusedError", tried=False),
    ],
)
def test_mail_that_is_never_taken_is_named_whatever_the_reason(signed_in, reminded, receipt):
    for night in range(2):
        evening(night, {"email": FakeTransport(*[receipt] * 20)})

    assert channel(reminded).failures_in_a_row == 2
    assert MAIL in tonight(signed_in)
    assert "メールの受信設定" in signed_in.get(SETTINGS).content.decode()
    evening(2, {"email": FakeTransport()})
    assert MAIL not in tonight(signed_in)


def test_a_refused_sender_ends_no_channel_however_long_it_lasts(reminded):
    for night in range(12):
        evening(night, {"email": FakeTransport(*[Receipt(Outcome.TRANSIENT, "smtp_sender")] * 20)})

    assert channel(reminded).state == "active"


def test_mail_that_a_relay_took_and_sent_back_is_a_failure(signed_in, reminded):
    mail = channel(reminded)
    for night in range(2):
        evening(night, {"email": FakeTransport()})
        full = report(mail, status="5.2.2", diagnostic="552 5.2.2 mailbox full")
        take_bounce(full, now=TEN + night * A_DAY + timedelta(minutes=5))

    assert MAIL in tonight(signed_in)
    evening(7, {"email": FakeTransport()})
    assert MAIL not in tonight(signed_in)


def test_switching_the_channel_on_again_forgets_what_was(signed_in, reminded):
    mail = channel(reminded)
    for night in range(2):
        evening(night, {"email": FakeTransport(Receipt(Outcome.REFUSED, "smtp_552"))})

    for on in ("no", "yes"):
        signed_in.post(f"{SETTINGS}channels/{mail.pk}/switch/", {"on": on})

    assert channel(reminded).failures_in_a_row == 0
    assert MAIL not in tonight(signed_in)
