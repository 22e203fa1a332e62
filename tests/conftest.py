"""Fixtures that tests of every house may use."""

from collections.abc import Iterator

import pytest
from django.test import TransactionTestCase

from tests.mailbox import Mailbox, smtp_server
from tests.quick_flush import empty_databases


@pytest.fixture(autouse=True, scope="session")
def quick_flush() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_databases)
        yield


@pytest.fixture
def mailbox(settings) -> Iterator[Mailbox]:
    """Mail goes out over real SMTP and can be read here."""
    with smtp_server() as (mailbox, host, port):
        settings.EMAIL_BACKEND = "ldn_app.smtp.EmailBackend"
        settings.EMAIL_HOST = host
        settings.EMAIL_PORT = port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        yield mailbox
