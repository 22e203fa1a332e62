"""A provider that refuses for good switches its channel off, and Tonight says so once, quietly."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from diary.reminders.models import Channel
from diary.reminders.services.bounces import take_bounce
from diary.reminders.services.delivery import deliver_waiting
from diary.reminders.services.devices import add_device
from diary.reminders.services.ticking import tick
from diary.reminders.services.unsubscribing import unsubscribe
from diary.reminders.transports import email, web_push
from ldn_app.access.viewer import on_behalf_of
from ldn_app.accounts.standing_notices import set_standing
from tests.factories.reminders import messages
from tests.push_service import Browser, push_service
from tests.stubborn_smtp import stubborn_smtp

from .conftest import AFTERNOON, TEN
from .test_bounces import report

pytestmark = pytest.mark.django_db
DEVICE = "端末へのお知らせが届かなくなりました。"
MAIL = "メールのお知らせが届かなくなりました。"


@pytest.fixture
def owner(reminded, signed_in):
    """Somebody with a plan and a reminder, who is signed in on the test client."""
    return reminded


@pytest.fixture
def service(settings):
    with push_service(settings.VAPID_PUBLIC_KEY) as running:
        settings.PUSH_EXTRA_ORIGINS = [running.origin]
        yield running


def channel(patient, kind: str) -> Channel:
    return Channel.objects.visible_to(on_behalf_of(patient.pk)).get(kind=kind)


def send_tonight(transports) -> None:
    tick(now=TEN)
    deliver_waiting(clock=lambda: TEN, transports=transports)


def page_of(client, address: str = "/tonight/") -> str:
    return client.get(address).content.decode()


def push_refused(patient, service) -> None:
    """A device's push service answers 410 to tonight's reminder."""
    browser = Browser(service.endpoint("one"))
    viewer = on_behalf_of(patient.pk)
    add_device(viewer, **browser.subscription, label="iPhone", now=AFTERNOON)
    service.answers = [410]
    send_tonight({"web_push": web_push.WebPushTransport()})


def test_a_410_switches_the_device_off_and_tonight_says_so(signed_in, owner, service):
    assert DEVICE not in page_of(signed_in)

    push_refused(owner, service)

    assert len(service.took) == 1
    device = channel(owner, "web_push")
    assert (device.state, device.off_reason) == ("off", "refused")
    page = page_of(signed_in)
    assert page.count(DEVICE) == 1
    assert f'href="{reverse("reminders:settings")}"' in page
    assert MAIL not in page


def test_a_5_1_1_switches_mail_off_and_tonight_says_so(signed_in, owner, settings):
    settings.EMAIL_BACKEND = "ldn_app.smtp.EmailBackend"
    with stubborn_smtp() as (mailbox, port):
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        mailbox.at_recipient = "550 5.1.1 no such user"
        send_tonight({"email": email.EmailTransport()})

    assert channel(owner, "email").off_reason == "refused"
    assert messages().get(channel__kind="email").reason == "smtp_550"
    assert page_of(signed_in).count(MAIL) == 1


def test_a_bounce_says_so_too_and_unsubscribing_does_not(signed_in, owner):
    mail = channel(owner, "email")
    unsubscribe(mail.pk, now=TEN)
    assert MAIL not in page_of(signed_in)

    signed_in.post(reverse("reminders:switch", args=[mail.pk]), {"on": "yes"})
    assert take_bounce(report(mail), now=TEN)

    assert MAIL in page_of(signed_in)
    assert "止めたままにする" in page_of(signed_in, reverse("reminders:settings"))


def test_the_line_costs_tonight_no_query(signed_in, owner, service):
    with CaptureQueriesContext(connection) as before:
        page_of(signed_in)
    push_refused(owner, service)

    with CaptureQueriesContext(connection) as after:
        assert DEVICE in page_of(signed_in)

    assert len(after) == len(before)


def test_the_settings_name_the_channel_and_what_can_be_done(signed_in, owner, service):
    push_refused(owner, service)

    page = page_of(signed_in, reverse("reminders:settings"))

    for words in (
        "iPhone",
        "届け先が受け取れなくなりました",
        "この端末をつなぎ直す",
        "その端末はもう使わない",
    ):
        assert words in page


@pytest.mark.parametrize("on", ["yes", "no"])
def test_the_line_goes_when_the_patient_has_decided(signed_in, owner, service, on):
    push_refused(owner, service)
    device = channel(owner, "web_push")

    signed_in.post(reverse("reminders:switch", args=[device.pk]), {"on": on})

    assert DEVICE not in page_of(signed_in)
    assert "その端末はもう使わない" not in page_of(signed_in, reverse("reminders:settings"))


def test_the_line_goes_when_the_same_device_comes_back(signed_in, owner, service):
    push_refused(owner, service)
    viewer = on_behalf_of(owner.pk)
    again = Browser(service.endpoint("two"))

    add_device(viewer, **again.subscription, label="iPad", now=TEN)
    assert DEVICE in page_of(signed_in)
    add_device(viewer, **Browser(service.endpoint("3")).subscription, label="iPhone", now=TEN)

    assert DEVICE not in page_of(signed_in)


def test_a_second_device_of_the_same_name_hides_nothing_that_tonight_speaks_of(
    signed_in, owner, service
):
    browsers = Browser(service.endpoint("one")), Browser(service.endpoint("two"))
    for minutes, browser in enumerate(browsers):
        at = AFTERNOON + timedelta(minutes=minutes)
        add_device(on_behalf_of(owner.pk), **browser.subscription, label="iPhone", now=at)
    service.answers = [410, 201]
    send_tonight({"web_push": web_push.WebPushTransport()})

    assert DEVICE in page_of(signed_in)
    assert "その端末はもう使わない" in page_of(signed_in, reverse("reminders:settings"))


def test_a_trial_that_is_refused_for_good_says_so_too(signed_in, owner, service):
    browser = Browser(service.endpoint("one"))
    viewer = on_behalf_of(owner.pk)
    device = add_device(viewer, **browser.subscription, label="iPhone", now=AFTERNOON)
    service.answers = [410]

    signed_in.post(reverse("reminders:trial", args=[device.pk]))

    assert DEVICE in page_of(signed_in)


def test_a_line_of_another_room_stays(owner, service):
    set_standing(owner.pk, shown={"other.line"}, among={"other.line"})

    push_refused(owner, service)

    owner.refresh_from_db()
    assert owner.standing_notices == ["other.line", "reminders.web_push_off"]
