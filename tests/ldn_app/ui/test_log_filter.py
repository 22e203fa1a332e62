"""Tokens in addresses do not reach the log that the site writes."""

import logging

import pytest
from django.conf import settings

from ldn_app.ui.log_filter import HideRights


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("/calendar/abcdefghijklmnop.ics", "/calendar/…"),
        ("/n/gAAAAABabcdef-_=/", "/n/…/"),
        ("/n/gAAAAABabcdef-_=/later/", "/n/…/later/"),
        ("/n/stop/gAAAAABabcdef-_=/", "/n/stop/…/"),
        ("/recover/cancel/12:abcdefghijklmnop-_/", "/recover/cancel/…/"),
        ("/shl/abcdefghijklmnop-_/", "/shl/…/"),
        ("/shl/file/abcdefghijklmnop-_/record", "/shl/file/…/record"),
        ("/settings/reminders/calendar/", "/settings/reminders/calendar/"),
        ("/month/2026-11-22/", "/month/2026-11-22/"),
    ],
)
def test_a_token_is_replaced_and_the_rest_stays(path, written):
    record = logging.LogRecord("x", logging.WARNING, "x.py", 1, "Not Found: %s", (path,), None)

    assert HideRights().filter(record)

    assert record.getMessage() == f"Not Found: {written}"


def test_every_handler_of_ours_has_it():
    handlers = settings.LOGGING["handlers"].values()

    assert all("rights" in handler["filters"] for handler in handlers)
