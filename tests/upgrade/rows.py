"""All rows of a database as JSON, and back: from one version and engine into another.

A record is ``{"migrations": [[app, name], …], "tables": {table: {"columns": […], "rows": […]}}}``.
Values are as SQLite keeps them, bytes in base64 below the key ``bytes``.
"""

import base64
import sqlite3
from contextlib import closing
from typing import Any

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

NOT_A_ROW = {"django_migrations", "sqlite_sequence"}


def written_down() -> dict[str, Any]:
    """The rows of the SQLite database of this process."""
    tables = {}
    # A connection of its own: Django's turns values into dates and truth.
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as raw:
        for table in sorted(set(connection.introspection.table_names()) - NOT_A_ROW):
            found = raw.execute(f'SELECT * FROM "{table}" ORDER BY 1')
            columns = [name for name, *_ in found.description]
            if rows := [list(map(_to_json, row)) for row in found]:
                tables[table] = {"columns": columns, "rows": rows}
    leaves = MigrationExecutor(connection).loader.graph.leaf_nodes()
    return {"migrations": sorted(map(list, leaves)), "tables": tables}


def load(record: dict[str, Any]) -> None:
    """Bring the empty database of this process to the version of ``record``, with its rows."""
    executor = MigrationExecutor(connection)
    executor.migrate([tuple(leaf) for leaf in record["migrations"]])
    with transaction.atomic(), connection.cursor() as cursor:
        for table in set(connection.introspection.table_names(cursor)) - NOT_A_ROW:
            cursor.execute(f'DELETE FROM "{table}"')
        for table, content in record["tables"].items():
            _insert(cursor, table, content["columns"], content["rows"])


def _insert(cursor, table: str, columns: list[str], rows: list[list[Any]]) -> None:
    is_bool = _is_bool(cursor, table)
    placeholders = ", ".join(["%s"] * len(columns))
    names = ", ".join(f'"{name}"' for name in columns)
    cursor.executemany(
        f'INSERT INTO "{table}" ({names}) VALUES ({placeholders})',
        [
            [
                bool(value) if is_bool.get(name) and value is not None else _from_json(value)
                for name, value in zip(columns, row, strict=True)
            ]
            for row in rows
        ],
    )
    if connection.vendor == "postgresql" and "id" in columns:
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence('\"{table}\"', 'id'), max(id)) FROM \"{table}\""
            " HAVING pg_get_serial_sequence(%s, 'id') IS NOT NULL",
            [f'"{table}"'],
        )


def _is_bool(cursor, table: str) -> dict[str, bool]:
    if connection.vendor != "postgresql":
        return {}
    cursor.execute(
        "SELECT column_name, data_type = 'boolean' FROM information_schema.columns"
        " WHERE table_name = %s",
        [table],
    )
    return dict(cursor.fetchall())


def _to_json(value: Any) -> Any:
    return {"bytes": base64.b64encode(value).decode()} if isinstance(value, bytes) else value


def _from_json(value: Any) -> Any:
    return base64.b64decode(value["bytes"]) if isinstance(value, dict) else value
