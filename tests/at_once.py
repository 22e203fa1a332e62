"""Several things at the same moment, for tests of what must hold when two phones meet."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection


def at_once(*works: Callable[[], object]) -> list:
    """Run ``works`` at the same moment, each on a connection of its own; returns the errors."""
    start = Barrier(len(works))

    def run(work):
        try:
            start.wait()
            work()
        except Exception as error:  # the test looks at what went wrong in the threads
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return [error for error in pool.map(run, works) if error is not None]
