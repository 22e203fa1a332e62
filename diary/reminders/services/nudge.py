"""Waking the workers. The rows are the truth: a nudge that is lost costs at most one tick."""

from ldn_app import broker

from ..models import Channel

TASKS = {
    Channel.Kind.EMAIL: "diary.reminders.tasks.deliver_mail",
    Channel.Kind.WEB_PUSH: "diary.reminders.tasks.deliver_push",
}
ONE_WORKER_FOR = 500
MOST_NUDGES = 8


def nudge_workers(waiting: dict[str, int]) -> None:
    """Send as many nudges as there is waiting for each sort of channel. A broker that is away is
    no error: the next tick finds the rows."""
    for sort, count in waiting.items():
        for _ in range(min(-(-count // ONE_WORKER_FOR), MOST_NUDGES)):
            broker.nudge(TASKS[sort], expires=60)
