"""A table as CSV for a spreadsheet: UTF-8 with BOM, CRLF, no formula."""

import csv
import io
from collections.abc import Iterator

from .tables import ExportTable
from .values import cell

BOM = "\ufeff"  # Without it, spreadsheets read Japanese as garbage.


def csv_pieces(table: ExportTable) -> Iterator[str]:
    yield BOM + _csv([list(table.columns)])
    for rows in table.pieces():
        yield _csv([[cell(value) for value in row] for row in rows])


def _csv(lines: list[list[str]]) -> str:
    piece = io.StringIO()
    csv.writer(piece, lineterminator="\r\n").writerows(lines)
    return piece.getvalue()
