"""A mail server that refuses, asks for patience, hangs or drops in the middle of an evening."""

from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from diary.reminders.services.delivery import deliver_waiting
from diary.reminders.services.ticking import tick
from diary.reminders.transports import installed_transports
from tests.factories.reminders import messages
from tests.stubborn_smtp import stubborn_smtp

from .crowds import COUNT, addressees, make_everybody_due

pytestmark = pytest.mark.django_db(transaction=True)
EVERY = 50
MOODY = COUNT // EVERY  # So many messages meet the mood.


@pytest.mark.parametrize(
    ("stage", "mood", "end"),
    [
        ("at_recipient", "450 4.2.0 later", "handed_over"),
        ("at_recipient", "550 5.1.1 nobody", "failed"),
        ("at_recipient", "hang", "handed_over"),
        ("at_data", "451 4.3.0 later", "handed_over"),
        ("at_data", "554 5.6.0 no", "failed"),
        ("at_data", "hang", "unconfirmed"),
        ("at_data", "drop", "unconfirmed"),
    ],
)
def test_every_message_ends_once_and_with_its_reason(settings, stage, mood, end):
    tick(now=make_everybody_due())
    with stubborn_smtp() as (mailbox, port):
        setattr(mailbox, stage, mood)
        mailbox.every = EVERY
        settings.EMAIL_BACKEND = "ldn_app.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_TIMEOUT = settings.EMAIL_SECONDS_PER_MESSAGE = 2
        deliver_until_nothing_waits()
    outcomes = Counter(messages().values_list("state", flat=True))

    assert max(addressees(mailbox).values()) == 1
    assert outcomes == Counter({"handed_over": COUNT - MOODY}) + Counter({end: MOODY})
    assert not messages().exclude(state="handed_over").filter(reason="").exists()


def deliver_until_nothing_waits() -> None:
    """Half an hour passes between two tries, so that what was put back is due again."""
    for half_hours in range(4):
        later = timezone.now() + timedelta(minutes=30 * half_hours)
        deliver_waiting(clock=lambda at=later: at, transports=installed_transports())
