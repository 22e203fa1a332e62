"""What an app asks for: the body of the one POST of a link."""

import json
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from ldn_app.ui.typed_text import cleaned

LONGEST_BODY = 10_000  # bytes; three short members
LONGEST_NAME = 80  # as the log keeps it


class NotUnderstood(Exception):
    """``str()`` of it says what is missing."""


@dataclass(frozen=True, slots=True)
class ManifestRequest:
    """``recipient``: who reads, as they call themselves. ``passcode`` None: none was sent.

    ``embedded_at_most``: the longest file, in letters, that may be in the answer itself.
    """

    recipient: str
    passcode: str | None = None
    embedded_at_most: int = 0


def read_manifest_request(request: HttpRequest) -> ManifestRequest:
    """Raises NotUnderstood. Unknown members are ignored."""
    found = _members(request.read(LONGEST_BODY + 1))
    passcode = found.get("passcode")
    return ManifestRequest(
        recipient=_recipient(found.get("recipient")),
        passcode=passcode if isinstance(passcode, str) else None,
        embedded_at_most=_at_most(found.get("embeddedLengthMax")),
    )


def _members(body: bytes) -> dict:
    try:
        found = json.loads(body) if len(body) <= LONGEST_BODY else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise NotUnderstood(_("JSONの形で送ってください。"))
    return found


def _recipient(name: object) -> str:
    """The name as the patient reads it in the log."""
    found = (
        cleaned("".join(name.splitlines())).strip()[:LONGEST_NAME].strip()
        if isinstance(name, str)
        else ""
    )
    if not found:
        raise NotUnderstood(_("recipient に、受け取る人の名前を書いてください。"))
    return found


def _at_most(length: object) -> int:
    if length is None:
        return 0
    if isinstance(length, bool) or not isinstance(length, int) or length < 0:
        raise NotUnderstood(_("embeddedLengthMax は、0以上の整数で書いてください。"))
    return length
