"""Web Push, against a service of the tests' own that decrypts and checks every message."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from diary.reminders.domain.push_service import is_push_service
from diary.reminders.errors import NotASubscription
from diary.reminders.links import NightLink, night_token
from diary.reminders.models import Channel, OutboxMessage
from diary.reminders.services.devices import add_device
from diary.reminders.services.snoozing import snooze
from diary.reminders.services.trial import send_trial
from diary.reminders.transports import Outcome, Outgoing, web_push
from ldn_app.access.viewer import on_behalf_of
from ldn_app.vapid import public_key_of
from tests.factories.people import make_patient
from tests.push_service import Browser, push_service

NOW = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)
NIGHT = date(2026, 11, 22)
HOSTS = ("fcm.googleapis.com", ".push.apple.com")


@pytest.fixture
def service(settings):
    with push_service(settings.VAPID_PUBLIC_KEY) as running:
        settings.PUSH_EXTRA_ORIGINS = [running.origin]
        yield running


@pytest.fixture
def browser(service):
    return Browser(service.endpoint("one"))


@pytest.fixture
def transport():
    made = web_push.WebPushTransport()
    yield made
    made.close()


def outgoing(browser, **values):
    message = Outgoing(
        message_id=1,
        channel_id=1,
        kind="dose",
        dose_day=NIGHT,
        text="今夜の記録の時間です",
        link="https://note.example.org/n/token/",
        answers_dose=True,
        expires_at=NOW + timedelta(hours=2),
        **browser.subscription,
    )
    return replace(message, **values)


def send(transport, message):
    return transport.hand_over(transport.prepare(message, now=NOW))


def test_a_message_is_encrypted_for_the_browser_and_signed_by_the_house(
    service, browser, transport
):
    receipt = send(transport, outgoing(browser))

    assert receipt.outcome is Outcome.HANDED_OVER
    ((path, headers, body),) = service.took
    assert path == "/push/one"
    assert (headers["TTL"], headers["Urgency"]) == ("7200", "high")
    assert headers["Topic"] == "night___20261122"
    assert "記録".encode() not in body
    assert browser.read(body) == {
        "text": "今夜の記録の時間です",
        "link": "https://note.example.org/n/token/",
        "answers": True,
        "later": "https://note.example.org/n/token/later/",
    }


def test_a_check_in_does_not_take_the_place_of_a_dose_that_was_not_delivered_yet(
    service, browser, transport
):
    for answers_dose in (True, False):
        send(transport, outgoing(browser, answers_dose=answers_dose))

    assert len({headers["Topic"] for _, headers, _ in service.took}) == 2


def test_a_batch_keeps_its_connection_and_its_signature(service, browser, transport):
    for _ in range(20):
        send(transport, outgoing(browser))

    assert service.connections == 1
    assert len({headers["Authorization"] for _, headers, _ in service.took}) == 1
    assert len({body for *_, body in service.took}) == 20


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (201, Outcome.HANDED_OVER),
        (400, Outcome.REFUSED),
        (403, Outcome.REFUSED),
        (404, Outcome.PERMANENT),
        (410, Outcome.PERMANENT),
        (413, Outcome.REFUSED),
        (429, Outcome.TRANSIENT),
        (503, Outcome.TRANSIENT),
        (307, Outcome.REFUSED),
    ],
)
def test_every_answer_of_a_provider_is_understood(service, browser, transport, status, outcome):
    service.answers.append(status)

    receipt = send(transport, outgoing(browser))

    assert (receipt.outcome, receipt.reason) == (outcome, f"push_{status}")
    assert receipt.retry_after_seconds == (30 if outcome is Outcome.TRANSIENT else None)


def test_nobody_at_the_address_is_worth_another_try(settings, transport):
    settings.PUSH_EXTRA_ORIGINS = ["http://127.0.0.1:9"]

    receipt = send(transport, outgoing(Browser("http://127.0.0.1:9/push/one")))

    assert receipt.outcome is Outcome.TRANSIENT


def test_an_address_that_is_no_push_service_is_never_called(settings, browser, transport):
    settings.PUSH_EXTRA_ORIGINS = []

    with pytest.raises(web_push.NotAPushService):
        transport.prepare(outgoing(browser), now=NOW)


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/abc",
        "https://web.push.apple.com/abc",
        "https://fcm.googleapis.com:443/x",
    ],
)
def test_known_push_services_are_allowed(endpoint):
    assert is_push_service(endpoint, hosts=HOSTS)


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/x",
        "https://fcm.googleapis.com:8443/x",
        "https://fcm.googleapis.com@127.0.0.1/x",
        "https://fcm.googleapis.com.evil.example/x",
        "https://evil-fcm.googleapis.com/x",
        "https://push.apple.com.evil.example/x",
        "https://.push.apple.com/x",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://169.254.169.254/latest/meta-data",
        "https://localhost/x",
        "https://evil.example\\@fcm.googleapis.com/x",
        "file:///etc/passwd",
        "https://fcm.googleapis.com:port/x",
        "https://fcm.googleapis.com/" + "x" * 1000,
        "",
    ],
)
def test_every_other_address_is_refused(endpoint):
    assert not is_push_service(endpoint, hosts=HOSTS)


@pytest.mark.django_db
def test_a_browser_becomes_one_channel_however_often_it_asks(browser):
    viewer = on_behalf_of(make_patient().pk)
    first = add_device(viewer, **browser.subscription, label="iPhone の Safari", now=NOW)
    Channel.objects.editable_by(viewer).update(state="off", off_reason="refused", off_at=NOW)

    again = add_device(viewer, **browser.subscription, label="iPhone の Safari", now=NOW)

    assert again.pk == first.pk
    assert (again.state, again.off_reason) == ("active", "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "broken", [{"endpoint": "https://127.0.0.1/x"}, {"p256dh": "AAAA"}, {"auth": "x"}]
)
def test_what_is_no_subscription_is_refused(browser, broken):
    viewer = on_behalf_of(make_patient().pk)

    with pytest.raises(NotASubscription):
        add_device(viewer, **(browser.subscription | broken), label="", now=NOW)


@pytest.mark.django_db
def test_the_page_takes_a_subscription_and_the_trial_arrives(client, service, browser):
    patient = make_patient()
    client.force_login(patient.user)

    assert client.post("/settings/reminders/device/", browser.subscription).status_code == 204
    (channel,) = Channel.objects.visible_to(on_behalf_of(patient.pk))
    page = client.post(f"/settings/reminders/channels/{channel.pk}/try/", follow=True)

    assert "届け先のサービスが受け取りました" in page.content.decode()
    told = browser.read(service.took[0][2])
    assert told["text"] in {"今夜の記録の時間です", "今日の記録の時間です"}
    assert told["answers"] is False


@pytest.mark.django_db
def test_the_trial_travels_under_the_headers_of_a_reminder(service, browser, transport):
    patient = make_patient()
    viewer = on_behalf_of(patient.pk)
    channel = add_device(viewer, **browser.subscription, label="", now=NOW)
    send(transport, outgoing(browser))

    send_trial(channel, patient=patient, own_text="", now=NOW)

    (_, night, _), (_, trial, _) = service.took
    topics = night.pop("Topic"), trial.pop("Topic")
    assert trial.pop("Content-Length").isdecimal()
    night.pop("Content-Length")
    assert trial == night
    assert [len(topic) for topic in topics] == [16, 16]
    assert topics[0] != topics[1]  # the trial takes no reminder's place


@pytest.mark.django_db
def test_later_reminds_once_more_after_a_quarter_of_an_hour(client, browser):
    patient = make_patient()
    viewer = on_behalf_of(patient.pk)
    add_device(viewer, **browser.subscription, label="", now=NOW)
    link = NightLink(patient.pk, NIGHT, NOW + timedelta(hours=5))

    assert snooze(link, now=NOW)
    assert snooze(link, now=NOW + timedelta(seconds=5))

    (message,) = OutboxMessage.objects.visible_to(viewer)
    assert message.due_at == message.not_before == NOW + timedelta(minutes=15)
    over = night_token(NightLink(patient.pk, NIGHT, NOW - timedelta(days=400)))
    assert client.post(f"/n/{over}/later/").status_code == 410


def test_the_command_prints_a_pair_that_fits():
    told = StringIO()
    call_command("make_vapid_keys", stdout=told)

    keys = dict(line.split("=", 1) for line in told.getvalue().splitlines())
    assert keys["VAPID_PUBLIC_KEY"] == public_key_of(keys["VAPID_PRIVATE_KEY"])
    assert len(keys["VAPID_PUBLIC_KEY"]) == 87


@pytest.mark.parametrize(
    ("written", "seconds"), [("120", 120), ("9" * 5000, None), ("soon", None), ("", None)]
)
def test_how_long_a_provider_wants_to_be_left_alone(written, seconds):
    assert web_push.receipt_for(503, written).retry_after_seconds == seconds
