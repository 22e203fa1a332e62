"""Addresses that are a right in themselves stay out of the logs.

Django writes the path of a refused or broken request. Whoever reads a log must not be able to
answer somebody's night, to read somebody's calendar, to try codes at somebody's link or to call
off somebody's recovery with what stands there.
"""

import logging
import re

RIGHTS = re.compile(
    r"(/calendar/|/n/(?:stop/)?|/recover/cancel/|/shl/(?:file/)?)(?!stop/|file/)[^/\s?\"'<>]{8,}"
)
HIDDEN = r"\1…"


class HideRights(logging.Filter):
    """Puts … in the place of the token in every message."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if RIGHTS.search(message):
            record.msg, record.args = RIGHTS.sub(HIDDEN, message), ()
        return True
