"""The lines that stayed out, as a table to mend and to choose again."""

import csv
import io
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext_lazy as _

from diary.export.formats import BOM
from diary.export.values import defused

from .lines import Line
from .parse import ParsedTable

MEND_COLUMN = _("直すところ(この列は、残しておいてもかまいません)")


def mend_pieces(table: ParsedTable, bad: Mapping[Line, str]) -> Iterator[str]:
    """CSV for a spreadsheet: the columns of ``table`` and one more that says what to mend."""
    yield BOM + _row([*table.names, str(MEND_COLUMN)])
    for line, sentence in sorted(bad.items(), key=lambda one: one[0].number):
        cells = [line.cell(place) for place in range(len(table.names))]
        yield _row([*cells, sentence])


def _row(cells: list[str]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerow([defused(cell) for cell in cells])
    return written.getvalue()
