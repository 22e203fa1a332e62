"""A phone on which somebody is signed in already."""

from django.conf import settings
from django.test import Client
from django.utils.crypto import get_random_string
from playwright.sync_api import Page

from ldn_app.accounts.models import User
from tests.cast import sign_in_twice


def sign_in(page: Page, user: User, address: str, *, at: float | None = None) -> None:
    """Give the phone the cookie of a session of ``user``; ``address`` is the live server's.
    ``at``: when the second proof was given (seconds; None: now)."""
    client = Client()
    sign_in_twice(client, user, at=at)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    token = get_random_string(32)  # a real sign-in sets this one too
    cookies = {cookie.key: cookie.value, settings.CSRF_COOKIE_NAME: token}
    page.context.add_cookies(
        [{"name": name, "value": value, "url": address} for name, value in cookies.items()]
    )
