"""The whole record as one JSON text or one zip of CSV files, in pieces as they are made."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from django.template.loader import render_to_string

from .tables import Table
from .values import cell, plain

FORMAT = "ldn-note"
FORMAT_VERSION = 1
BOM = "\ufeff"  # Without it, spreadsheets read Japanese as garbage.
ROWS_IN_A_PIECE = 200


def json_pieces(tables: Iterable[Table], *, now: datetime) -> Iterator[str]:
    """One JSON object: what it is, the privacy classes, and the rows by model."""
    tables = list(tables)
    head = {"format": FORMAT, "version": FORMAT_VERSION, "written_at": plain(now)}
    yield _dumps(head)[:-1]
    yield f',\n"privacy": {_dumps({table.label: table.columns for table in tables})}'
    yield ',\n"records": {'
    for number, table in enumerate(tables):
        yield f"{',' if number else ''}\n{_dumps(table.label)}: ["
        yield from _json_rows(table)
        yield "]"
    yield "\n}\n}\n"


def _json_rows(table: Table) -> Iterator[str]:
    separator = "\n"
    for rows in _in_pieces(table):
        records = (dict(zip(table.columns, map(plain, row), strict=True)) for row in rows)
        yield separator + ",\n".join(map(_dumps, records))
        separator = ",\n"


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def zip_pieces(tables: Iterable[Table], *, now: datetime) -> Iterator[bytes]:
    """A zip: README.txt, manifest.json with the privacy classes, one CSV for each model.

    The README speaks of ``now`` in the time zone that is active at the call.
    """
    tables = list(tables)
    return _zip(tables, read_me=_read_me(tables, now), manifest=_manifest(tables, now))


def _zip(tables: list[Table], *, read_me: str, manifest: str) -> Iterator[bytes]:
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", BOM + read_me)
        archive.writestr("manifest.json", manifest)
        yield sink.taken()
        for table in tables:
            with archive.open(table.file_name, "w") as member:
                for piece in _csv_pieces(table):
                    member.write(piece.encode())
                    yield sink.taken()
    yield sink.taken()


def _csv_pieces(table: Table) -> Iterator[str]:
    yield BOM + _csv([list(table.columns)])
    for rows in _in_pieces(table):
        yield _csv([[cell(value) for value in row] for row in rows])


def _csv(lines: list[list[str]]) -> str:
    piece = io.StringIO()
    csv.writer(piece).writerows(lines)
    return piece.getvalue()


def _in_pieces(table: Table) -> Iterator[list[tuple]]:
    rows = table.rows()
    while piece := list(islice(rows, ROWS_IN_A_PIECE)):
        yield piece


def _read_me(tables: list[Table], now: datetime) -> str:
    text = render_to_string("diary/exchange/read_me.txt", {"tables": tables, "now": now})
    return text.replace("\n", "\r\n")


def _manifest(tables: list[Table], now: datetime) -> str:
    content = {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "written_at": plain(now),
        "files": {
            table.file_name: {"model": table.label, "columns": table.columns} for table in tables
        },
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


class _Sink(io.RawIOBase):
    """Where the zip is written to; what has been written can be taken away at any time."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def taken(self) -> bytes:
        taken = b"".join(self._pieces)
        self._pieces.clear()
        return taken
