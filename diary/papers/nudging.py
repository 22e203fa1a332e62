"""Telling the workers that a paper waits. The row is the truth, this only a nudge."""

from ldn_app import broker

MAKE = "diary.papers.tasks.make_paper"


def nudge(job_id: int) -> None:
    """Returns at once. A nudge that is lost is no error: the next round finds the row."""
    broker.nudge(MAKE, job_id, expires=300)
