"""Somebody with a plan and a dose reminder at 22:00, and a worker with the test's own clock."""

from datetime import UTC, datetime, timedelta

import pytest

from diary.reminders.services.delivery import deliver_waiting
from diary.reminders.transports import Outcome, Receipt
from tests.factories.plans import make_plan
from tests.factories.reminders import make_reminder

AFTERNOON = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)  # 15:00 in Tokyo
TEN = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)  # 22:00 in Tokyo


@pytest.fixture
def reminded(patient):
    """``patient`` with a plan since October and a dose reminder at 22:00."""
    make_plan(patient)
    make_reminder(patient, now=AFTERNOON)
    return patient


class FakeTransport:
    """Takes everything, or answers with ``receipts`` in turn."""

    def __init__(self, *receipts: Receipt) -> None:
        self.receipts = list(receipts)
        self.handed = []
        self.closed = False

    def prepare(self, outgoing, *, now):
        return outgoing

    def hand_over(self, prepared) -> Receipt:
        self.handed.append(prepared)
        return self.receipts.pop(0) if self.receipts else Receipt(Outcome.HANDED_OVER)

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def deliver():
    """Run one worker at a moment with a transport for mail; returns the transport."""

    def run(at: datetime, transport: FakeTransport | None = None) -> FakeTransport:
        transport = transport or FakeTransport()
        deliver_waiting(clock=lambda: at, transports={"email": transport})
        return transport

    return run


ONE_MINUTE = timedelta(minutes=1)
