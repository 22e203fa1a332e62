"""When a message that was surely not taken is tried again."""

from datetime import datetime, timedelta

from .planning import TOO_LATE_AFTER

FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(minutes=15)


def next_try(
    *, due_at: datetime, tries: int, now: datetime, asked_for: timedelta | None = None
) -> datetime | None:
    """When to try after the ``tries``-th failure (from 1); None: not within the two hours.

    ``asked_for``: the pause that the other side asked for; it is never cut short.
    """
    pause = min(FIRST_PAUSE * 2 ** min(tries - 1, 10), LONGEST_PAUSE)
    again = now + max(pause, asked_for or pause)
    return again if again - due_at <= TOO_LATE_AFTER else None
