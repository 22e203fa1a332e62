"""Telling the workers that a paper waits. The row is the truth, this only a nudge."""

import logging

from celery import current_app
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)

MAKE = "diary.papers.tasks.make_paper"


def nudge(job_id: int) -> None:
    """A broker that is away is no error: the next round finds the row."""
    try:
        current_app.send_task(MAKE, args=[job_id], retry=False, expires=300)
    except OperationalError:
        log.warning("the broker is away; the next round finds the paper that waits")
