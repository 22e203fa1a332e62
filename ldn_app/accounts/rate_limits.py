"""The counters of the rate limits live in the database cache, under hashed addresses."""

from datetime import datetime

from django.conf import settings
from django.db import connection


def forget_spent_counters(*, now: datetime) -> int:
    """Delete cache entries that ended before ``now``; returns how many.

    Django removes them only when the table is full, and a counter's key is a hash of the
    address that somebody typed.
    """
    table = connection.ops.quote_name(settings.CACHES["default"]["LOCATION"])
    ended = connection.ops.adapt_datetimefield_value(now.replace(microsecond=0))
    with connection.cursor() as cursor:
        cursor.execute(" ".join(("DELETE FROM", table, "WHERE expires < %s")), [ended])
        return cursor.rowcount
