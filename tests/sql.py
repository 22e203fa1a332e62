"""Counting SQL: what goes over the wire for one request."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

CONTROL = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


class Statements(list):
    """The statements of a request without transaction control, which ``control`` counts."""

    control = 0

    def __str__(self) -> str:
        return "\n".join(f"{place}. {one[:200]}" for place, one in enumerate(self, start=1))


@contextmanager
def statements() -> Iterator[Statements]:
    found = Statements()
    with CaptureQueriesContext(connection) as captured:
        yield found
    for query in captured.captured_queries:
        if query["sql"].lstrip().startswith(CONTROL):
            found.control += 1
        else:
            found.append(query["sql"])
