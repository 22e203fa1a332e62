"""How long a test waits for a state before it gives up.

One figure for every wait, long enough for a slow machine: a test that passes never waits it out.
"""

import time
from collections.abc import Callable

DEADLINE_SECONDS = 120
PAUSE_SECONDS = 0.02


class NeverCame(AssertionError):
    """The state that a test waits for did not come before the deadline."""


def a_moment() -> None:
    time.sleep(PAUSE_SECONDS)


def wait_until(
    holds: Callable[[], object], what: str = "", *, pause: Callable[[], object] = a_moment
) -> None:
    """Return as soon as ``holds()`` is true. ``what``: said when it never is. ``pause``: between
    two looks; a browser's, where its messages must come in meanwhile."""
    gives_up = time.monotonic() + DEADLINE_SECONDS
    while not holds():
        if time.monotonic() > gives_up:
            raise NeverCame(what or getattr(holds, "__name__", ""))
        pause()
