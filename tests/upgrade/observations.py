"""What people get from the database of this process: every address, every download.

Knows addresses and cookies only, no module of the project: the same questions are put to each
version.
"""

import io
import zipfile
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import time_machine
from django.test import Client

DOWNLOADS = (
    "settings/download/record.json",
    "settings/download/record.zip",
    "settings/download/record.fhir.json",
)


def observed(record: dict[str, Any]) -> dict[str, Any]:
    """What everybody gets at the moment of ``record``.

    ``{"downloads": {who: {address: text, or {name: text}}}, "answers": {who: {address: answer}},
    "posts": [answer, …]}``. Downloads come first: reading leaves lines in the log.
    """
    with time_machine.travel(datetime.fromisoformat(record["moment"]), tick=False):
        downloads = {
            who: {
                address: _download(record["cookies"][who], address) for address in sorted(DOWNLOADS)
            }
            for who in record["patients"]
        }
        answers = {
            who: {address: _answer(cookies, address) for address in record["addresses"]}
            for who, cookies in record["cookies"].items()
        }
        posts = [_answer({}, address, posted) for address, posted in record["posts"]]
    return {"downloads": downloads, "answers": answers, "posts": posts}


def _browser(cookies: dict[str, str]) -> Client:
    client = Client(raise_request_exception=False)
    client.cookies.load(cookies)
    return client


def _download(cookies: dict[str, str], address: str) -> str | dict[str, str]:
    answer = _browser(cookies).get("/" + address)
    assert answer.status_code == 200, (address, answer.status_code)
    content = b"".join(answer) if answer.streaming else answer.content
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: _text(archive.read(name)) for name in sorted(archive.namelist())}


def _text(content: bytes) -> str:
    """A PDF is no record: that there is one is enough."""
    return "PDF" if content.startswith(b"%PDF") else content.decode("utf-8-sig")


def _answer(cookies: dict[str, str], address: str, posted: dict[str, str] | None = None) -> str:
    """Status, and where a redirection leads without its query."""
    browser = _browser(cookies)
    answer = browser.get("/" + address) if posted is None else browser.post("/" + address, posted)
    leads_to = urlsplit(answer.headers.get("Location", "")).path
    return f"{answer.status_code} {leads_to}".strip()
