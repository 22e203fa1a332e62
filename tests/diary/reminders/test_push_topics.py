"""Every push decodes: the topic of every kind on every date, and the whole message at a service
that is as strict as the strictest provider."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as plenty
from hypothesis import strategies as st
from py_vapid import Vapid02

from diary.reminders.domain.push_topic import NoTopicName, push_topic
from diary.reminders.models import ReminderSchedule
from diary.reminders.transports import Outcome, Outgoing, web_push
from diary.reminders.transports.base import TRIAL
from tests.push_service import Browser, is_contact, is_topic, push_service, refusal

KINDS = [*ReminderSchedule.Kind.values, TRIAL]
TODAY = date(2026, 11, 30)
TEN_YEARS = [TODAY + timedelta(days=day) for day in range(3653)]
NOW = datetime(2026, 11, 30, 13, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def service():
    with push_service(settings.VAPID_PUBLIC_KEY) as running:
        before, settings.PUSH_EXTRA_ORIGINS = settings.PUSH_EXTRA_ORIGINS, [running.origin]
        yield running
        settings.PUSH_EXTRA_ORIGINS = before


@pytest.fixture
def transport():
    made = web_push.WebPushTransport()
    yield made
    made.close()


def outgoing(kind: str, day: date, browser: Browser, **values) -> Outgoing:
    return Outgoing(
        **{
            "message_id": 1,
            "channel_id": 1,
            "kind": kind,
            "dose_day": day,
            "text": "今夜の記録の時間です",
            "link": "https://note.example.org/n/" + "x" * 200 + "/",
            "answers_dose": kind in ReminderSchedule.ASK_FOR_DOSE,
            "expires_at": NOW + timedelta(hours=2),
            **browser.subscription,
            **values,
        }
    )


@pytest.mark.parametrize("kind", KINDS)
def test_every_topic_of_ten_years_decodes(kind):
    browser = Browser("https://push.example.org/x")
    topics = {push_topic(outgoing(kind, day, browser).topic, day) for day in TEN_YEARS}

    assert len(topics) == len(TEN_YEARS)
    assert not [topic for topic in topics if not is_topic(topic)]


@given(day=st.dates(), kind=st.sampled_from(KINDS))
def test_a_topic_decodes_in_any_year(day, kind):
    name = outgoing(kind, day, Browser("https://push.example.org/x")).topic

    assert is_topic(push_topic(name, day))


@pytest.mark.parametrize("name", ["", "ninelong9", "夜", "two words", "_-", "a.b"])
def test_a_name_that_makes_no_topic_is_refused_at_once(name):
    with pytest.raises(NoTopicName):
        push_topic(name, TODAY)


@plenty(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    kind=st.sampled_from(KINDS),
    day=st.sampled_from(TEN_YEARS),
    text=st.text(max_size=60),
    left=st.timedeltas(timedelta(hours=-1), timedelta(hours=2)),
)
def test_the_strictest_provider_takes_every_kind_on_every_date(
    service, transport, kind, day, text, left
):
    message = outgoing(
        kind, day, Browser(service.endpoint("one")), text=text, expires_at=NOW + left
    )

    receipt = transport.hand_over(transport.prepare(message, now=NOW))

    assert (service.refused, receipt.outcome) == ([], Outcome.HANDED_OVER)


def test_a_token_is_renewed_in_time_and_after_the_clock_was_set_back(service, transport):
    """Travelling forward, it would be old; travelling back, it would be good for years."""
    message = outgoing("dose", TODAY, Browser(service.endpoint("one")))
    for moment in (NOW, NOW + timedelta(hours=30), NOW + timedelta(days=400), NOW):
        with time_machine.travel(moment):
            receipt = transport.hand_over(transport.prepare(message, now=NOW))
        assert (service.refused, receipt.outcome) == ([], Outcome.HANDED_OVER)


def signed(claims: dict) -> str:
    key = Vapid02.from_raw(settings.VAPID_PRIVATE_KEY.encode())
    return key.sign(claims)["Authorization"]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"Topic": "night20261130"}, "BadWebPushTopic"),
        ({"Topic": "night2026/11/30="}, "BadWebPushTopic"),
        ({"Topic": "n" * 36}, "BadWebPushTopic"),
        ({"Topic": ""}, "BadWebPushTopic"),
        ({"Topic": "夜"}, "BadWebPushTopic"),
        ({"Topic": "ab"}, "BadWebPushTopic"),  # four bits that belong to no byte
        ({"TTL": None}, "BadTtl"),
        ({"TTL": "-1"}, "BadTtl"),
        ({"TTL": "2419201"}, "BadTtl"),
        ({"Urgency": "urgent"}, "BadUrgency"),
        ({"Content-Encoding": "aesgcm"}, "BadEncoding"),
        ({"Authorization": None}, "MissingProviderToken"),
        ({"Authorization": "vapid nonsense"}, "BadJwtToken"),
        ({"aud": "https://push.example.com"}, "BadJwtToken"),
        ({"exp": 25 * 3600}, "BadJwtToken"),
        ({"exp": -1}, "BadJwtToken"),
        ({"iat": -86_500}, "BadJwtToken"),
        ({"sub": "mailto:note@localhost"}, "BadJwtToken"),
        ({"sub": "mailto:note@server.local"}, "BadJwtToken"),
        ({"sub": "mailto:note@note.invalid"}, "BadJwtToken"),
    ],
)
def test_the_service_of_the_tests_refuses_what_a_provider_refuses(service, changed, why):
    message = outgoing("dose", TODAY, Browser(service.endpoint("one")))
    push = web_push.WebPushTransport().prepare(message, now=NOW)
    now = int(datetime.now(UTC).timestamp())
    claims = {"aud": service.origin, "sub": "mailto:note@example.org", "exp": now + 3600}
    headers = dict(push.headers)
    for name, value in changed.items():
        if name in {"exp", "iat"}:
            claims[name] = now + value
        elif name in {"aud", "sub"}:
            claims[name] = value
        else:
            headers[name] = value
    if changed.keys() & {"aud", "sub", "exp", "iat"}:
        headers["Authorization"] = signed(claims)
    headers = {name: value for name, value in headers.items() if value is not None}
    known = {"origin": service.origin, "public_key": settings.VAPID_PUBLIC_KEY}

    assert refusal(push.headers, push.body, **known) is None
    assert refusal(headers, push.body, **known)[1] == why


def test_the_service_of_the_tests_refuses_what_is_too_large(service):
    push = web_push.WebPushTransport().prepare(
        outgoing("dose", TODAY, Browser(service.endpoint("one"))), now=NOW
    )
    known = {"origin": service.origin, "public_key": settings.VAPID_PUBLIC_KEY}

    assert refusal(push.headers, push.body + b"x" * 4000, **known) == (413, "PayloadTooLarge")
    assert refusal(push.headers, b"", **known) == (400, "BadPayload")


@pytest.mark.parametrize(
    ("subject", "fit"),
    [
        ("mailto:note@example.org", True),
        ("https://note.example.org/contact", True),
        ("mailto: note@example.org", False),
        ("mailto:<note@example.org>", False),
        ("note@example.org", False),
        ("http://note.example.org", False),
        ("https://127.0.0.1/", False),
        ("https://localhost/", False),
    ],
)
def test_who_can_be_written_to(subject, fit):
    assert is_contact(subject) is fit
