"""A real Chromium on a phone's screen, in front of a real server on PostgreSQL."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from tests.waiting import DEADLINE_SECONDS

PHONE = {"width": 390, "height": 844}
CHROMIUM = Path(os.environ.get("LDN_CHROMIUM", "/usr/bin/chromium"))
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

# Playwright keeps an event loop in the main thread; the ORM is used between its calls, not in it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
expect.set_options(timeout=DEADLINE_SECONDS * 1000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    """One driver for the whole run: a second one cannot start beside it."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(driver: Playwright) -> Iterator[Browser]:
    """One browser for the whole run; it fails, and never skips, where there is none."""
    path = str(CHROMIUM) if CHROMIUM.exists() else None
    browser = driver.chromium.launch(executable_path=path, args=SWITCHES)
    yield browser
    browser.close()


@pytest.fixture
def open_phone(chromium: Browser, live_server) -> Iterator[Callable[..., Page]]:
    """Opens a phone: ``open_phone(dark=True, java_script=False)`` gives its page.

    Each phone has its own cookies. Addresses may be relative: ``page.goto("/tonight/")``. A script
    error, a breach of the content security policy or a request to another host fails the test.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_one(*, dark: bool = False, java_script: bool = True, **options) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport=PHONE,
            device_scale_factor=2,
            has_touch=True,
            is_mobile=True,
            locale="ja-JP",
            timezone_id="Asia/Tokyo",
            color_scheme="dark" if dark else "light",
            java_script_enabled=java_script,
            **options,
        )
        context.set_default_timeout(DEADLINE_SECONDS * 1000)
        contexts.append(context)
        context.on("request", lambda request: _note_stranger(request.url, live_server.url))
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"script error: {error}"))
        page.on("console", _note_console)
        return page

    def _note_stranger(address: str, home: str) -> None:
        if address.startswith(("http:", "https:")) and not address.startswith(home):
            complaints.append(f"request to another host: {address}")

    def _note_console(message: ConsoleMessage) -> None:
        # Chromium reports every answer from 400 up, htmx a line that is cut; the journeys look at
        # those themselves.
        htmx = r"htmx:(sendError|afterRequest)|Response Status Error Code (403|429|5)"
        known = rf"Failed to load resource|{htmx}"
        if message.type == "error" and not re.match(known, message.text):
            complaints.append(f"console: {message.text}")

    yield open_one
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def phone(open_phone: Callable[..., Page]) -> Page:
    """A phone in light colours with JavaScript."""
    return open_phone()
