"""A phone on which somebody is signed in already."""

from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from ldn_app.accounts.models import User
from tests.cast import sign_in_twice


def sign_in(page: Page, user: User, address: str) -> None:
    """Give the phone the cookie of a session of ``user``; ``address`` is the live server's."""
    client = Client()
    sign_in_twice(client, user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
