"""The ``Topic`` of a push (RFC 8030, 5.4): a newer message replaces an older one of its topic.

Apple decodes it as base64url without padding and answers 400 BadWebPushTopic where that fails: a
length of 1 modulo 4 is no base64 at all (github.com/AltanS/collie/issues/90, 2026-11-30). Sixteen
letters are twelve whole bytes, so that no decoder finds anything missing or left over.
"""

from datetime import date

NAME_LETTERS = 8


class NoTopicName(ValueError):
    """The name is too long, or has letters that base64url lacks."""


def push_topic(name: str, day: date) -> str:
    """Sixteen letters of base64url for the messages called ``name`` about ``day``."""
    letters = name.replace("-", "").replace("_", "")
    if not (0 < len(name) <= NAME_LETTERS and letters.isascii() and letters.isalnum()):
        raise NoTopicName
    return f"{name:_<{NAME_LETTERS}}{day.isoformat().replace('-', '')}"
