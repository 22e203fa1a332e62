"""One recipient's trouble is that recipient's: greylisting, full mailboxes, limits and blocklists
among many people of one carrier. Time is the test's own; the mail server is a real one."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from diary.reminders.models import Channel
from diary.reminders.services.delivery import deliver_waiting
from diary.reminders.services.ticking import tick
from diary.reminders.transports import installed_transports
from ldn_app.accounts.models import User
from tests.factories.reminders import messages
from tests.stubborn_smtp import StubbornMailbox, stubborn_smtp

from .crowds import addressees, make_everybody_due

pytestmark = pytest.mark.django_db(transaction=True)
TWO_HOURS = timedelta(hours=2)


@pytest.fixture
def carrier(settings):
    with stubborn_smtp() as (mailbox, port):
        settings.EMAIL_BACKEND = "ldn_app.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        yield mailbox


class Evening:
    """An evening of people at one carrier; it passes at the pace of its messages."""

    def __init__(self, count: int) -> None:
        self.began = self.now = make_everybody_due(count=count)
        at_carrier = Concat(Value("p"), Cast("pk", CharField()), Value("@carrier.example.jp"))
        User.objects.update(email=at_carrier)
        tick(now=self.now)

    def deliver(self) -> None:
        deliver_waiting(clock=lambda: self.now, transports=installed_transports())

    def pass_by(self, *, lasts: timedelta = TWO_HOURS, step: timedelta = timedelta(0)) -> None:
        """Deliver whenever a message is due again, until none is within ``lasts``."""
        self.deliver()
        while (due := self._next_due()) and due - self.began <= lasts:
            self.now = max(due, self.now + step)
            self.deliver()

    def _next_due(self) -> datetime | None:
        waiting = messages().filter(state="queued").order_by("not_before")
        return waiting.values_list("not_before", flat=True).first()


def outcomes() -> Counter:
    return Counter(messages().values_list("state", flat=True))


def assert_everybody_got_one(mailbox: StubbornMailbox, count: int) -> None:
    assert outcomes() == {"handed_over": count}
    assert Counter(addressees(mailbox).values()) == {1: count}


def test_greylisting_of_a_whole_carrier_loses_nobody(carrier):
    evening, first_asked = Evening(600), {}

    def greylist(address: str) -> str | None:
        since = first_asked.setdefault(address, evening.now)
        if evening.now - since < timedelta(minutes=5):
            return "450 4.2.0 Recipient address rejected: Greylisted"
        return None

    carrier.answer_for = greylist
    evening.deliver()
    assert len(first_asked) == 600  # each was asked about in the first run
    evening.pass_by()

    assert_everybody_got_one(carrier, 600)


def test_full_mailboxes_hold_up_nobody_else(carrier):
    evening = Evening(239)
    full = set(messages().values_list("patient__user__email", flat=True).order_by("pk")[:12])
    carrier.answer_for = lambda address: "452 4.2.2 mailbox full" if address in full else None

    evening.deliver()

    assert outcomes() == {"handed_over": 227, "queued": 12}
    evening.pass_by()
    assert outcomes() == {"handed_over": 227, "failed": 12}
    assert not off_channels()


@pytest.mark.parametrize(
    "words",
    [
        "421 4.4.5 closing transmission channel",
        "421 Max message per connection reached, closing transmission channel",
        "421 #4.x.2 Too many messages for this session",
    ],
)
def test_a_limit_for_a_session_is_served_by_further_sessions(carrier, words):
    carrier.most_in_session, carrier.full_session = 30, words
    evening = Evening(137)

    evening.deliver()

    assert_everybody_got_one(carrier, 137)
    assert carrier.sessions == 5
    assert set(messages().values_list("tries", flat=True)) == {0}


def test_a_limit_by_the_minute_loses_nobody_and_is_heeded(carrier):
    evening = Evening(137)
    served: Counter[datetime] = Counter()

    def limited(address: str) -> str | None:
        served[evening.now] += 1
        return "421 4.7.0 Too many mails, slow down" if served[evening.now] > 30 else None

    carrier.answer_for = limited
    evening.deliver()

    assert outcomes() == {"handed_over": 30, "queued": 107}
    assert len(carrier.asked) == 31  # the domain rests: nothing more is asked
    assert sorted(set(messages().values_list("tries", flat=True))) == [0, 1]
    evening.pass_by(step=timedelta(minutes=1))
    assert_everybody_got_one(carrier, 137)


def test_a_server_that_is_away_costs_nobody_a_try(settings):
    settings.EMAIL_BACKEND = "ldn_app.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    evening = Evening(20)

    evening.pass_by(lasts=timedelta(minutes=15))

    assert outcomes() == {"queued": 20}
    assert set(messages().values_list("tries", flat=True)) == {0}


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        ("answer_for", "550 Your IP 192.0.2.1 is listed"),
        ("answer_for", "553 <note@example.org>: sender is denied"),
        ("answer_for", "550 5.1.1 Your IP 192.0.2.1 is listed"),
        ("answer_for", "554 5.7.1 Relay access denied"),
        ("at_data", "554 5.7.1 Message rejected due to local policy"),
        ("at_data", "554 Transaction failed"),
    ],
)
def test_a_refusal_of_the_sender_is_tried_until_it_is_mended(carrier, stage, words):
    evening = Evening(3)
    setattr(carrier, stage, (lambda address: words) if stage == "answer_for" else words)
    evening.pass_by(lasts=timedelta(minutes=40))

    assert outcomes() == {"queued": 3}
    assert all("smtp_sender_55" in reason for reason in reasons())
    carrier.answer_for, carrier.at_data = lambda address: None, ""
    evening.pass_by()

    assert_everybody_got_one(carrier, 3)
    assert not off_channels()


def test_a_refusal_of_the_sender_for_a_whole_night_ends_nobodys_address(carrier):
    carrier.answer_for = lambda address: "550 5.7.606 Access denied, banned sending IP"
    evening = Evening(3)

    evening.pass_by()

    assert outcomes() == {"failed": 3}
    assert set(reasons()) == {"gave_up_smtp_sender_550_5.7.606"}
    assert not off_channels()
    assert len(carrier.asked) < 3 * 20


def reasons() -> list[str]:
    return list(messages().values_list("reason", flat=True))


def off_channels() -> bool:
    return Channel.objects.unscoped(reason="test").filter(state="off").exists()
