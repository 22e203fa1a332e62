"""Telling the workers that a job waits. The row is the truth; the message only saves time."""

from ldn_app import broker

TASK = "ldn_app.background_jobs.tasks.render_job"


def wake_workers(job_id: int) -> None:
    """Returns at once. A message that is lost is no error: the next round finds the row."""
    broker.nudge(TASK, job_id, expires=300)
