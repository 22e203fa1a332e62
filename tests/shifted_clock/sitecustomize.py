"""Loaded by every Python of a run at another moment (tests/moments.py), before anything else.

``time.sleep`` waits for a moment of the clock of elapsed time, and libfaketime, told to leave that
clock alone, refuses such a wait (EINVAL). Waiting for a span works.
"""

import select
import time


def sleep(seconds: float) -> None:
    select.select([], [], [], seconds)


time.sleep = sleep
