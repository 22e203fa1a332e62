"""Everything in one ZIP, in pieces as they are made: ten years fit into little memory."""

import json
from collections.abc import Iterator
from datetime import datetime

from django.template.loader import render_to_string
from django.utils import timezone

from diary.fhir.bundle import bundle_pieces
from diary.summaries.charts.style import PRINT
from diary.summaries.domain.period import DEFAULT, PeriodRequest
from diary.summaries.visit_summary.pdf import sheet_pdf
from diary.summaries.visit_summary.sheet import compose_sheet
from ldn_app.access.viewer import Viewer
from ldn_app.accounts.models import Patient
from ldn_app.background_jobs.zip_stream import Member, zipped
from ldn_app.clock import clock_of

from .columns import columns_document, title_of
from .formats import BOM, FORMAT, FORMAT_VERSION, SCHEMA, csv_pieces, json_pieces
from .record_schema import record_schema
from .tables import ExportTable, tables_of
from .values import plain
from .visits_calendar import visits_calendar

NEW_LINE = "\r\n"


def zip_pieces(viewer: Viewer, *, patient: Patient, now: datetime) -> Iterator[bytes]:
    """The viewer's own record: read-me, CSV, JSON, FHIR, calendar and the sheet as PDF."""
    local_now = now.astimezone(clock_of(patient).zone)
    yield from zipped(archive_members(viewer, patient, now), local_now=local_now)


def archive_members(viewer: Viewer, patient: Patient, now: datetime) -> Iterator[Member]:
    tables = list(tables_of(viewer))
    yield Member("README.txt", lambda: [BOM, _read_me(tables, patient, now)])
    yield Member("columns.txt", lambda: [BOM, NEW_LINE.join(columns_document(tables))])
    yield Member("manifest.json", lambda: [_manifest(tables, now)])
    for table in tables:
        yield Member(table.file_name, lambda table=table: csv_pieces(table))
    yield Member("record.json", lambda: json_pieces(tables, now=now))
    yield Member("record.schema.json", lambda: [_indented(record_schema())])
    yield Member("record.fhir.json", lambda: bundle_pieces(viewer, now=now))
    yield Member("visits.ics", lambda: [visits_calendar(viewer, patient=patient, now=now)])
    yield Member("summary.pdf", lambda: [_summary(viewer, patient, now)])


def _summary(viewer: Viewer, patient: Patient, now: datetime) -> bytes:
    """The sheet of 90 days with the parts that the patient chose: it never takes a worker."""
    asked = PeriodRequest(DEFAULT)
    sheet = compose_sheet(viewer, patient=patient, asked=asked, now=now, style=PRINT)
    return sheet_pdf(sheet)


def _read_me(tables: list[ExportTable], patient: Patient, now: datetime) -> str:
    named = [(table.file_name, title_of(table.label)) for table in tables]
    with timezone.override(clock_of(patient).zone):
        context = {"tables": named, "now": timezone.localtime(now)}
        text = render_to_string("diary/export/read_me.txt", context)
    return text.replace("\n", NEW_LINE)


def _manifest(tables: list[ExportTable], now: datetime) -> str:
    content = {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "schema": SCHEMA,
        "written_at": plain(now),
        "files": {
            table.file_name: {"model": table.label, "columns": table.columns} for table in tables
        },
    }
    return _indented(content)


def _indented(content: dict) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2)
