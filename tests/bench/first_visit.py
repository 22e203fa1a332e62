"""What a browser with an empty cache loads: bytes on the wire and requests."""

from dataclasses import dataclass

from playwright.sync_api import Page, sync_playwright

from .visitors import Visitor

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


@dataclass(frozen=True)
class Loaded:
    """``bodies``: compressed bytes of the bodies; ``wire``: the same with the headers."""

    requests: int
    bodies: int
    wire: int


def load_first_time(port: int, path: str, visitor: Visitor | None = None) -> Loaded:
    """Everything that ``path`` makes a phone load on a first visit."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        phone = {"width": 390, "height": 844}
        headers = {"Cookie": visitor.headers["Cookie"]} if visitor else {}
        page = browser.new_context(viewport=phone, extra_http_headers=headers).new_page()
        loaded = _load(page, f"http://127.0.0.1:{port}{path}")
        browser.close()
    return loaded


def _load(page: Page, address: str) -> Loaded:
    finished = []
    page.on("requestfinished", lambda request: finished.append(request.sizes()))
    page.goto(address, wait_until="networkidle")
    return Loaded(
        requests=len(finished),
        bodies=sum(sizes["responseBodySize"] for sizes in finished),
        wire=sum(sizes["responseBodySize"] + sizes["responseHeadersSize"] for sizes in finished),
    )
