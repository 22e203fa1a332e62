"""Waking the workers. The rows are the truth: a nudge that is lost costs at most one tick."""

import logging

from celery import current_app
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)

ONE_WORKER_FOR = 500
MOST_NUDGES = 8


def nudge_workers(waiting: int) -> None:
    """Send as many nudges as ``waiting`` messages are worth. A broker that is away is no error:
    the next tick finds the rows."""
    for _ in range(min(-(-waiting // ONE_WORKER_FOR), MOST_NUDGES)):
        try:
            current_app.send_task("diary.reminders.tasks.deliver_waiting", retry=False, expires=60)
        except OperationalError:
            log.warning("the broker is away; the next tick finds what waits")
            return
