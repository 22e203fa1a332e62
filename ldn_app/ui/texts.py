"""Texts of ours as people read them."""

import re

_ADDRESS = re.compile(r"https?://[!-~]+")
_DOCUMENT = re.compile(r"\bDailyMed [0-9a-f]{8}-[0-9a-f-]{27}")


def without_addresses(source: str) -> str:
    """``source`` without web addresses and document numbers, which nobody types off a phone."""
    return _DOCUMENT.sub("DailyMed", _ADDRESS.sub("", source)).strip()
