"""What axe-core finds on a page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SERIOUS = {"serious", "critical"}
# What the dark colours can change; everything else is the same page.
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}


def complaints_of_axe(page: Page) -> list[str]:
    """Serious and critical findings, one line an element."""
    return _lines(Axe().run(page).response["violations"])


def complaints_in_both_colours(page: Page) -> list[str]:
    """The same, and what else the dark colours bring; for pages that follow the phone's.

    The page is loaded once, and stays in the light colours.
    """
    found = complaints_of_axe(page)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    in_the_dark = Axe().run(page, options=COLOURS).response["violations"]
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    return [*found, *(f"dark: {line}" for line in _lines(in_the_dark))]


def _lines(found: list[dict]) -> list[str]:
    return [
        f"{one['id']}: {node['html'][:120]}"
        for one in found
        if one["impact"] in SERIOUS
        for node in one["nodes"]
    ]
