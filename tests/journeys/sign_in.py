"""Signing somebody in without the sign-in pages, which have a journey of their own."""

from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from ldn_app.accounts.models import User


def sign_in(page: Page, user: User) -> None:
    """Put a signed-in session of ``user`` on the phone."""
    client = Client()
    client.force_login(user, backend="ldn_app.accounts.backends.AccountBackend")
    name = settings.SESSION_COOKIE_NAME
    page.goto("/healthz")
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": page.url}])
