"""A phone that keeps what it stores when its browser is closed, and what lies in its storage."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import BrowserContext, Locator, Page, Playwright

from ldn_app.accounts.models import Patient
from tests.days import today_of
from tests.factories.check_ins import make_symptom
from tests.factories.people import make_patient
from tests.factories.plans import make_plan
from tests.journeys.conftest import CHROMIUM, PHONE, SWITCHES
from tests.waiting import DEADLINE_SECONDS, wait_until


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
    until(
        page,
        """async () => {
          const kept = (await (await caches.open("pages")).keys()).length === 2;
          return kept && Boolean(navigator.serviceWorker.controller);
        }""",
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
    wait_until(
        lambda: page.evaluate(holds),
        f"never came true: {holds}",
        pause=lambda: page.wait_for_timeout(50),
    )


def patient_of_three_days() -> Patient:
    """Somebody whose plan began three days ago, with one symptom: three nights are unanswered."""
    patient = make_patient(first_run_done_at=timezone.now())
    make_plan(patient, first_day=today_of(patient) - timedelta(days=3))
    make_symptom(patient, name="だるさ")
    return patient


def button_of_tonight(page: Page) -> Locator:
    """「飲んだ」 of the night that is open now; in the morning the night before stands above it."""
    return page.locator(".night-card").last.get_by_role("button", name="を飲んだ").first
