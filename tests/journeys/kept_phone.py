"""A phone that keeps what it stores when its browser is closed, and what lies in its storage."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, Playwright

from tests.journeys.conftest import CHROMIUM, PHONE, SWITCHES
from tests.waiting import DEADLINE_SECONDS


@contextmanager
def phone_with(
    driver: Playwright, folder: Path, live_server
) -> Iterator[tuple[BrowserContext, Page]]:
    """Opens the browser on ``folder``; not incognito, so that it takes pushes too."""
    context = driver.chromium.launch_persistent_context(
        str(folder),
        executable_path=str(CHROMIUM) if CHROMIUM.exists() else None,
        args=SWITCHES,
        base_url=live_server.url,
        viewport=PHONE,
        locale="ja-JP",
        timezone_id="Asia/Tokyo",
    )
    context.set_default_timeout(DEADLINE_SECONDS * 1000)
    yield context, context.pages[0]
    context.close()


def keep_cookies(context: BrowserContext) -> None:
    """Let the session outlive the browser, as the server sets it."""
    hour = {"expires": time.time() + 3600}
    context.add_cookies([cookie | hour for cookie in context.cookies()])


def keeps_both_pages(page: Page) -> None:
    """Wait until the worker has copies of both pages."""
    page.goto("/tonight/")
    page.evaluate(
        """async () => {
          const kept = async () => (await (await caches.open("pages")).keys()).length === 2;
          while (!(await kept()) || !navigator.serviceWorker.controller)
            await new Promise((resolve) => setTimeout(resolve, 50));
        }"""
    )


def stored(page: Page) -> list[str]:
    """Every address in every cache of the phone."""
    return page.evaluate(
        """async () => {
          const found = [];
          for (const name of await caches.keys())
            for (const request of await (await caches.open(name)).keys())
              found.push(new URL(request.url).pathname);
          return found;
        }"""
    )


def waiting_on(page: Page) -> list[dict]:
    """Every answer that waits on the phone, whoever's it is."""
    return page.evaluate(
        """() => new Promise((resolve, reject) => {
          const request = indexedDB.open("answers-waiting");
          request.onerror = () => reject(request.error);
          request.onsuccess = () => {
            if (!request.result.objectStoreNames.contains("answers")) return resolve([]);
            const rows = request.result.transaction("answers").objectStore("answers").getAll();
            rows.onsuccess = () => { request.result.close(); resolve(rows.result); };
          };
        })"""
    )


def until(page: Page, holds: str) -> None:
    """Wait until the asynchronous function ``holds`` gives true on ``page``."""
    gives_up = time.monotonic() + DEADLINE_SECONDS
    while not page.evaluate(holds):
        assert time.monotonic() < gives_up, f"never came true: {holds}"
        page.wait_for_timeout(50)


def button_of_tonight(page: Page) -> Locator:
    """「飲んだ」 of the night that is open now; in the morning the night before stands above it."""
    return page.locator(".night-card").last.get_by_role("button", name="を飲んだ").first
