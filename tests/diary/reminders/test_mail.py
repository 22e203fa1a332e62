"""The neutral mail over a real SMTP server: its words, and every way in which a server can fail."""

import re
from datetime import timedelta

import pytest

from diary.reminders.models import Channel
from diary.reminders.services.delivery import deliver_waiting
from diary.reminders.services.scheduling import arrange_rest
from diary.reminders.services.ticking import tick
from diary.reminders.transports import installed_transports
from ldn_app.access.viewer import on_behalf_of
from tests.factories.people import make_patient
from tests.factories.plans import make_plan
from tests.factories.reminders import make_reminder, messages
from tests.mailbox import text_of
from tests.stubborn_smtp import stubborn_smtp

from .conftest import AFTERNOON, TEN

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(settings):
    settings.EMAIL_BACKEND = "ldn_app.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_TIMEOUT = settings.EMAIL_SECONDS_PER_MESSAGE = 2
    settings.SITE_URL = "https://note.example.org"
    with stubborn_smtp() as (mailbox, port):
        settings.EMAIL_PORT = port
        yield mailbox


def send(at=TEN) -> None:
    deliver_waiting(clock=lambda: at, transports=installed_transports())


def outcome() -> tuple[str, str]:
    message = messages().get()
    return message.state, message.reason


@pytest.fixture
def due(reminded):
    tick(now=TEN)
    return reminded


def test_the_mail_is_neutral_and_leads_to_one_night(due, post):
    send()

    mail = post.wait_for(due.user.email)
    read = " ".join([mail["Subject"], mail["From"], re.sub(r"https?://\S+", "", text_of(mail))])
    assert mail["Subject"] == "今夜の記録の時間です"
    assert mail["From"].startswith("記録ノート <")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Unsubscribe"].startswith("<https://note.example.org/n/stop/")
    assert re.search(r"https://note\.example\.org/n/[\w=-]+/", text_of(mail))
    assert not re.search(r"LDN|naltrexone|ナルトレキソン|mg|お薬", read, re.IGNORECASE)


def test_own_words_take_the_place_of_the_neutral_ones(due, post):
    arrange_rest(
        on_behalf_of(due.pk), patient=due, quiet_from=None, quiet_until=None, paused_until=None,
        own_text="そろそろ日記を", now=AFTERNOON,
    )  # fmt: skip
    send()

    assert post.wait_for(due.user.email)["Subject"] == "そろそろ日記を"


def test_one_session_serves_a_batch(due, post):
    for _ in range(5):
        other = make_patient()
        make_plan(other)
        make_reminder(other, now=AFTERNOON)
    tick(now=TEN)

    send()

    assert len(post.messages) == 6
    assert post.sessions == 1


@pytest.mark.parametrize(
    ("stage", "words", "state", "off"),
    [
        ("at_recipient", "450 4.2.0 try later", "queued", ""),
        ("at_recipient", "550 5.1.1 no such user", "failed", "refused"),
        ("at_recipient", "550 no such user", "failed", "refused"),
        ("at_recipient", "552 5.2.2 mailbox full", "failed", ""),
        ("at_recipient", "550 5.7.1 policy", "queued", ""),
        ("at_recipient", "550 Your IP 192.0.2.1 is listed", "queued", ""),
        ("at_recipient", "553 <note@example.org> sender is denied", "queued", ""),
        ("at_recipient", "550 Unknown user taro@docomo.ne.jp", "failed", ""),
        ("at_recipient", "421 4.7.0 too many connections", "queued", ""),
        ("at_recipient", "hang", "queued", ""),
        ("at_data", "451 4.3.0 try later", "queued", ""),
        ("at_data", "554 5.6.0 no", "failed", ""),
        ("at_data", "554 5.7.1 no for a minute", "queued", ""),
        ("at_data", "550 5.1.1 no such user", "failed", "refused"),
        ("at_data", "hang", "unconfirmed", ""),
        ("at_data", "drop", "unconfirmed", ""),
    ],
)
def test_every_way_to_fail_has_its_end(due, post, stage, words, state, off):
    setattr(post, stage, words)

    send()

    assert outcome()[0] == state
    assert Channel.objects.unscoped(reason="test").get().off_reason == off


def test_a_server_that_is_away_costs_one_try_for_the_whole_batch(due, settings):
    settings.EMAIL_BACKEND = "ldn_app.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    send()

    assert outcome() == ("queued", "smtp_away_ConnectionRefusedError")
    assert messages().get().not_before == TEN + timedelta(seconds=30)


def test_a_text_of_two_lines_cannot_write_headers(due, post):
    due.user.email = "person@example.jp\r\nBcc: other@example.jp"
    due.user.save(update_fields=["email"])

    send()

    assert outcome() == ("poison", "NotOneLine")
    assert post.messages == []


def test_bounces_come_back_under_the_channels_signed_name(due, post, settings):
    settings.BOUNCE_ADDRESS = "bounce@example.org"
    senders = []

    async def handle_mail(server, session, envelope, address, options):
        senders.append(address)
        envelope.mail_from = address
        return "250 OK"

    post.handle_MAIL = handle_mail
    send()

    assert re.fullmatch(r"bounce\+\d+-[0-9a-f]{16}@example\.org", senders[0])
