"""Waking the workers. The rows are the truth: a nudge that is lost costs at most one tick."""

from ldn_app import broker

ONE_WORKER_FOR = 500
MOST_NUDGES = 8


def nudge_workers(waiting: int) -> None:
    """Send as many nudges as ``waiting`` messages are worth. A broker that is away is no error:
    the next tick finds the rows."""
    for _ in range(min(-(-waiting // ONE_WORKER_FOR), MOST_NUDGES)):
        broker.nudge("diary.reminders.tasks.deliver_waiting", expires=60)
