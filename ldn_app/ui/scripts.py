"""Few script files out of the many small ones in ``static/js``: a first page costs fewer requests.

The sources stay as they are; each stands in a block of its own, so that their names do not meet.
"""

from pathlib import Path

from django.conf import settings

from .built_files import BuiltFilesFinder

SOURCE_DIR = settings.BASE_DIR / "static"
BUILD_DIR = settings.DATA_DIR / "scripts"
BUNDLES = {
    # Every page of somebody who is signed in.
    "js/note.js": (
        "js/phone/waiting.js",
        "js/phone/install.js",
        "js/phone/longest.js",
        "js/phone/mend.js",
    ),
    # Tonight and the check-in.
    "js/answers.js": (
        "js/app.js",
        "js/phone/page.js",
        "js/phone/nights.js",
        "js/phone/order.js",
    ),
    # The service worker's; a classic script.
    "js/worker.js": (
        "js/phone/waiting.js",
        "js/worker/typed.js",
        "js/worker/answers.js",
        "js/worker/pages.js",
        "js/worker/push.js",
    ),
}


class ScriptFinder(BuiltFilesFinder):
    """Gives the files of ``BUNDLES``."""

    names = tuple(BUNDLES)

    def folder(self) -> Path:
        return BUILD_DIR

    def build(self, name: str) -> str:
        sources = [(SOURCE_DIR / one).read_text(encoding="utf-8") for one in BUNDLES[name]]
        return "".join(f"{{\n{source}}}\n" for source in sources)
