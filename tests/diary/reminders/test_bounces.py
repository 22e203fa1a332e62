"""Mail that comes back switches its channel off, and nobody else's."""

from io import BytesIO
from mailbox import Maildir
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from diary.reminders.models import Channel
from diary.reminders.services.bounces import take_bounce
from ldn_app.accounts.cipher import short_mark
from tests.factories.reminders import schedules

from .conftest import TEN

pytestmark = pytest.mark.django_db

REPORT = """\
From: MAILER-DAEMON@mx.example.com
To: {to}
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com

Final-Recipient: rfc822; person@example.jp
Action: {action}
Status: {status}
{diagnostic}
--b--
"""
COMPLAINT = """\
From: abuse@carrier.example
To: {to}
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="b"

--b
Content-Type: message/feedback-report

Feedback-Type: abuse
--b--
"""


@pytest.fixture
def channel(reminded):
    return Channel.objects.unscoped(reason="test").get()


def report(channel, *, status="5.1.1", action="failed", mark=None, diagnostic="") -> bytes:
    mark = mark or short_mark("bounce", channel.pk)
    to = f"bounce+{channel.pk}-{mark}@example.org"
    told = f"Diagnostic-Code: smtp; {diagnostic}\n" if diagnostic else ""
    return REPORT.format(to=to, status=status, action=action, diagnostic=told).encode()


@pytest.mark.parametrize(
    ("status", "off"),
    [("5.1.1", True), ("5.1.10", True), ("5.2.1", True), ("5.2.2", False), ("4.4.1", False)],
)
def test_only_a_dead_address_is_switched_off(channel, status, off):
    assert take_bounce(report(channel, status=status), now=TEN) is off

    channel.refresh_from_db()
    assert channel.off_reason == ("bounced" if off else "")


@pytest.mark.parametrize(
    ("status", "diagnostic", "off"),
    [
        ("5.1.1", "550 5.1.1 <person@example.jp>: Recipient address rejected: User unknown", True),
        ("5.0.0", "550 no such user", True),
        ("5.1.1", "550 5.1.1 Your IP 192.0.2.1 is listed", False),
        ("5.7.1", "550 5.7.1 Relay access denied", False),
        ("5.0.0", "553 <note@example.org> sender is denied", False),
        ("5.2.2", "552 5.2.2 mailbox full", False),
        ("5.0.0", "550 Unknown user taro@docomo.ne.jp", False),
        ("4.4.7", "450 4.2.0 greylisted", False),
        ("5.1.1", "550-5.1.1 The email account does\n    550-5.1.1 not exist.", True),
    ],
)  # fmt: skip
def test_a_report_is_read_like_the_answer_that_it_quotes(channel, status, diagnostic, off):
    assert take_bounce(report(channel, status=status, diagnostic=diagnostic), now=TEN) is off

    channel.refresh_from_db()
    assert (channel.state == "off") is off
    assert channel.failures_in_a_row == (0 if off else 1)


def test_a_delay_changes_nothing(channel):
    assert not take_bounce(report(channel, status="4.2.2", action="delayed"), now=TEN)

    channel.refresh_from_db()
    assert (channel.state, channel.failures_in_a_row) == ("active", 0)


def test_a_strangers_mark_does_nothing(channel):
    assert not take_bounce(report(channel, mark="0" * 16), now=TEN)


def test_a_complaint_switches_off(channel):
    to = f"bounce+{channel.pk}-{short_mark('bounce', channel.pk)}@example.org"

    assert take_bounce(COMPLAINT.format(to=to).encode(), now=TEN)
    channel.refresh_from_db()
    assert channel.off_reason == "complaint"


def test_a_maildir_and_a_pipe_are_read(channel, tmp_path, monkeypatch, capsys):
    box = Maildir(tmp_path / "box")
    box.add(report(channel))
    call_command("process_bounces", maildir=str(tmp_path / "box"))
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=BytesIO(report(channel))))
    call_command("process_bounces")

    assert capsys.readouterr().out == "1 switched off\nnothing to do\n"
    assert len(box) == 0


def test_replanning_changes_what_a_country_changed(reminded, capsys):
    schedules().update(next_due_at=TEN.replace(hour=12))
    call_command("replan_reminders")

    assert capsys.readouterr().out == "1 changed\n"
    assert schedules().get().next_due_at == TEN
