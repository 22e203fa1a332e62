"""An evening on a database that the tests' own connection does not lead to.

As a program: makes its tables and the people who are due. As a module: what its rows say.
"""

import sys
from collections import Counter
from datetime import timedelta

import django
import psycopg

UNFINISHED = """
SELECT (SELECT count(*) FROM reminders_reminderschedule WHERE next_due_at <= now())
     + (SELECT count(*) FROM reminders_outboxmessage WHERE settled_at IS NULL)
"""
# The lease of whoever lost the database, or died, runs out.
AGE = """
UPDATE reminders_outboxmessage SET claimed_at = claimed_at - interval '2 minutes',
  leaving_at = leaving_at - interval '2 minutes' WHERE state IN ('claimed', 'leaving')
"""


def main(count: int) -> None:
    """The models exist only after ``setup``."""
    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from tests.factories.crowd import make_crowd

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    due = timezone.now() - timedelta(seconds=5)
    local = due.astimezone(timezone.get_current_timezone()).time()
    make_crowd(count, due_at=due, local_time=local)


def is_over(address: str) -> bool:
    """Whether everything that was due has come to its end."""
    with psycopg.connect(address) as connection:
        return connection.execute(UNFINISHED).fetchone()[0] == 0


def age_the_claims(address: str) -> None:
    with psycopg.connect(address) as connection:
        connection.execute(AGE)


def outcomes(address: str) -> Counter:
    """How many messages there are of each state and reason."""
    with psycopg.connect(address) as connection:
        rows = connection.execute("SELECT state, reason FROM reminders_outboxmessage")
        return Counter(rows.fetchall())


if __name__ == "__main__":
    main(int(sys.argv[1]))
