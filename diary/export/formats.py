"""The record as JSON, and a table as CSV for a spreadsheet; in pieces as they are made."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import datetime

from .tables import ExportTable
from .values import cell, plain

FORMAT = "ldn-note"
FORMAT_VERSION = 1
SCHEMA = f"{FORMAT}/{FORMAT_VERSION}"
BOM = "\ufeff"  # Without it, spreadsheets read Japanese as garbage.


def json_pieces(tables: Iterable[ExportTable], *, now: datetime) -> Iterator[str]:
    """One JSON object: what it is, the privacy classes, and the rows by model."""
    tables = list(tables)
    head = {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "schema": SCHEMA,
        "written_at": plain(now),
    }
    yield _dumps(head)[:-1]
    yield f',\n"privacy": {_dumps({table.label: table.columns for table in tables})}'
    yield ',\n"records": {'
    for number, table in enumerate(tables):
        yield f"{',' if number else ''}\n{_dumps(table.label)}: ["
        yield from _json_rows(table)
        yield "]"
    yield "\n}\n}\n"


def _json_rows(table: ExportTable) -> Iterator[str]:
    separator = "\n"
    for rows in table.pieces():
        records = (dict(zip(table.columns, map(plain, row), strict=True)) for row in rows)
        yield separator + ",\n".join(map(_dumps, records))
        separator = ",\n"


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def csv_pieces(table: ExportTable) -> Iterator[str]:
    """UTF-8 with BOM, CRLF, no formula."""
    yield BOM + _csv([list(table.columns)])
    for rows in table.pieces():
        yield _csv([[cell(value) for value in row] for row in rows])


def _csv(lines: list[list[str]]) -> str:
    piece = io.StringIO()
    csv.writer(piece, lineterminator="\r\n").writerows(lines)
    return piece.getvalue()
