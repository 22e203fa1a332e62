"""Emptying the database after a test that committed.

Django truncates every table and then makes content types and permissions anew: half a second for
each of some 250 tests. Here the tables that have rows lose them, and those two stay as they were.
"""

from django.db import connections, transaction

# Filled once by the migrations; nothing of ours writes into them.
KEPT = {"django_content_type", "auth_permission", "django_migrations"}


def empty_databases(test_case) -> None:
    """In place of ``TransactionTestCase._fixture_teardown``."""
    for name in test_case._databases_names(include_mirrors=False):
        _empty(connections[name])


def _empty(connection) -> None:
    """Foreign keys are looked at when the transaction ends, so that the order does not matter.

    Tables without a model go too: the cache's holds the limits on trying, which would stop the
    next test that signs in.
    """
    known = connection.introspection.table_names()
    tables = [connection.ops.quote_name(table) for table in known if table not in KEPT]
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # As TRUNCATE would: whatever the web server still has in hand ends first.
            cursor.execute(f"LOCK TABLE {', '.join(tables)} IN ACCESS EXCLUSIVE MODE")
        for table in _with_rows(cursor, tables):
            cursor.execute(f"DELETE FROM {table}")


def _with_rows(cursor, tables: list[str]) -> list[str]:
    """One question for all of them."""
    questions = [
        f"SELECT {place} WHERE EXISTS (SELECT 1 FROM {table})" for place, table in enumerate(tables)
    ]
    cursor.execute(" UNION ALL ".join(questions))
    return [tables[place] for (place,) in cursor.fetchall()]
