"""A patient who is signed in, at a fixed moment."""

from datetime import UTC, datetime

import pytest
import time_machine

from ldn_app.accounts.models import Patient
from tests.factories.people import make_patient

TONIGHT = datetime(2026, 11, 22, 13, 4, tzinfo=UTC)  # 22:04 in Tokyo


@pytest.fixture
def tonight():
    """It is 22:04 on Sunday, 22 November 2026, in Tokyo."""
    with time_machine.travel(TONIGHT, tick=False):
        yield TONIGHT


@pytest.fixture
def patient(db) -> Patient:
    return make_patient()


@pytest.fixture
def signed_in(client, patient, tonight):
    """The test client of ``patient``, tonight."""
    client.force_login(patient.user)
    return client
