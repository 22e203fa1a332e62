"""One process of the engine under measurement; tells what it cost."""

import json
import resource
import sys

import django
from django.conf import settings

from .evening_sinks import PUSH_ORIGIN


class Nowhere:
    """A provider that takes everything at once."""

    def prepare(self, outgoing, *, now):
        return outgoing

    def hand_over(self, prepared):
        from diary.reminders.transports import Outcome, Receipt

        return Receipt(Outcome.HANDED_OVER)

    def close(self) -> None:
        """Nothing is kept open."""


def main(work: str) -> None:
    django.setup()
    from django.utils import timezone

    from diary.reminders.services import delivery, ticking
    from diary.reminders.transports import installed_transports
    from ldn_app.celery import give_way_to_pages

    give_way_to_pages()
    settings.PUSH_EXTRA_ORIGINS = [PUSH_ORIGIN]
    if work == "plan":
        ticking.tick(now=timezone.now())
    else:
        given = {"email": Nowhere()} if work == "deliver-null" else installed_transports()
        while delivery.deliver_waiting(clock=timezone.now, transports=given):
            pass
    spent = resource.getrusage(resource.RUSAGE_SELF)
    cpu = spent.ru_utime + spent.ru_stime
    print(json.dumps({"cpu": cpu, "rss_mb": spent.ru_maxrss / 1000}))


if __name__ == "__main__":
    main(sys.argv[1])
