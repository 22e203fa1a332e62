"""An evening on a database that the tests' own connection does not lead to.

As a program: makes its tables and the people who are due. As a module: what its rows say.
"""

import sys
from collections import Counter
from datetime import datetime, timedelta

import django
import psycopg

# Rows that a killed worker left locked, say, must fail a test and not hold it up for ever.
PATIENCE = "-c lock_timeout=20s"
UNFINISHED = """
SELECT (SELECT count(*) FROM reminders_reminderschedule WHERE next_due_at <= now())
     + (SELECT count(*) FROM reminders_outboxmessage WHERE settled_at IS NULL)
"""
TICKED = "SELECT at FROM reminders_heartbeat WHERE name = 'tick'"


def main(count: int, first: int = 0, push_origin: str = "") -> None:
    """``count`` people, numbered from ``first``, due a moment ago: by mail, or by push; one of the
    latter asks for a paper, too."""
    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from diary.export.long_archive import ask_for_archive
    from ldn_app import broker
    from ldn_app.access.viewer import on_behalf_of
    from ldn_app.accounts.models import Patient
    from tests.factories.crowd import make_crowd
    from tests.push_service import Browser

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    due = timezone.now() - timedelta(seconds=5)
    local = due.astimezone(timezone.get_current_timezone()).time()
    channel = {}
    if push_origin:
        browser = Browser(f"{push_origin}/push/{first}")
        channel = {"kind": "web_push", **browser.subscription}
    make_crowd(count, due_at=due, local_time=local, first=first, **channel)
    if push_origin:
        ask_for_archive(on_behalf_of(Patient.objects.latest("pk").pk), now=timezone.now())
        broker.wait_until_sent()  # This process ends at once, and its nudge with it.


def ask(address: str, question: str):
    """The one row that answers ``question``."""
    with psycopg.connect(address, options=PATIENCE) as connection:
        return connection.execute(question).fetchone()


def is_over(address: str) -> bool:
    """Whether everything that was due has come to its end."""
    return ask(address, UNFINISHED)[0] == 0


def held(address: str) -> int:
    """How many messages are in a worker's hands."""
    return ask(
        address,
        "SELECT count(*) FROM reminders_outboxmessage WHERE state IN ('claimed', 'leaving')",
    )[0]


def papers(address: str) -> Counter:
    """How many papers there are of each state."""
    with psycopg.connect(address) as connection:
        rows = connection.execute("SELECT state FROM papers_paperjob")
        return Counter(state for (state,) in rows)


def last_tick(address: str) -> datetime | None:
    row = ask(address, TICKED)
    return row[0] if row else None


def outcomes(address: str) -> Counter:
    """How many messages there are of each state."""
    with psycopg.connect(address) as connection:
        rows = connection.execute("SELECT state FROM reminders_outboxmessage")
        return Counter(state for (state,) in rows)


def forget_everybody(address: str) -> None:
    """The next evening begins with nobody."""
    with psycopg.connect(address) as connection:
        connection.execute("TRUNCATE accounts_user, reminders_circuitbreaker CASCADE")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]), *sys.argv[3:])
