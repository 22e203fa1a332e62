"""A phone with our real service worker, to which DevTools delivers pushes."""

import time

from playwright.sync_api import BrowserContext, Page, Worker

from tests.waiting import DEADLINE_SECONDS, wait_until

CLICK = """async ({ tag, action }) => {
  const [notification] = await self.registration.getNotifications({ tag });
  if (!notification) throw new Error("no notification");
  const windows = [];
  // Only a real finger may open or raise a window; where it would lead is what we look at.
  self.clients.openWindow = async (address) => windows.push(address);
  WindowClient.prototype.focus = async function () { windows.push(this.url); };
  const event = new NotificationEvent("notificationclick", { notification, action });
  let work;
  event.waitUntil = (promise) => { work = promise; };  // an event of a script may not wait
  self.dispatchEvent(event);
  await work;
  return windows;
}"""

SHOWN = """async () => (await self.registration.getNotifications()).map((one) => ({
  title: one.title, body: one.body, tag: one.tag, data: one.data, at: one.timestamp,
  actions: one.actions.map(({ action, title }) => [action, title]),
}))"""


class PushedPhone:
    """``deliver(payload)`` is a push as the browser's own push service would hand it in."""

    def __init__(self, context: BrowserContext, page: Page, origin: str) -> None:
        self.context, self.page, self.origin = context, page, origin
        context.grant_permissions(["notifications"], origin=origin)
        page.goto("/tonight/")
        page.evaluate("() => navigator.serviceWorker.ready.then(() => null)")
        self._devtools = context.new_cdp_session(page)
        self._registrations: list[str] = []
        self._devtools.on("ServiceWorker.workerRegistrationUpdated", self._note)
        self._devtools.send("ServiceWorker.enable")
        wait_until(
            lambda: self._registrations,
            "the worker told its number",
            pause=lambda: page.wait_for_timeout(20),
        )

    def _note(self, event: dict) -> None:
        self._registrations += [one["registrationId"] for one in event["registrations"]]

    @property
    def worker(self) -> Worker:
        return self.context.service_workers[0]

    def deliver(self, payload: str) -> dict:
        """Deliver ``payload``; returns the notification that it made."""
        before = {one["at"] for one in self.notifications()}
        known = {"origin": self.origin, "registrationId": self._registrations[-1]}
        # A browser that has more to do than it can drops one now and then without a word. Coming
        # again it takes the place of the first: both have one tag.
        gives_up = time.monotonic() + DEADLINE_SECONDS
        while time.monotonic() < gives_up:
            self._devtools.send("ServiceWorker.deliverPushMessage", {**known, "data": payload})
            for _ in range(125):
                fresh = [one for one in self.notifications() if one["at"] not in before]
                if fresh:
                    return fresh[0]
                self.page.wait_for_timeout(20)
        raise AssertionError("no notification was shown")

    def notifications(self) -> list[dict]:
        return self.worker.evaluate(SHOWN)

    def click(self, action: str = "", *, tag: str = "") -> list[str]:
        """A tap on a notification, or on its button; returns the addresses that it opens."""
        return self.worker.evaluate(CLICK, {"tag": tag, "action": action})
