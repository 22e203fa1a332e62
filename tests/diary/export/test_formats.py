"""What we promise about the formats: the schema, the columns, the files of the archive."""

import csv
import io
import json
import zipfile
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from django.conf import settings
from icalendar import Calendar
from jsonschema import Draft202012Validator, FormatChecker

from diary.export.archive import zip_pieces
from diary.export.columns import title_of, without_words
from diary.export.formats import csv_pieces, json_pieces
from diary.export.record_schema import format_documents, record_schema
from diary.export.tables import tables_of
from diary.export.values import undefused
from diary.export.visits_calendar import visits_calendar
from diary.symptoms.models import DayNote
from diary.visits.models import Visit
from ldn_app.access.viewer import NOBODY, viewer_for
from tests.factories.accounts import a_patient
from tests.factories.whole_record import a_whole_record

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)
FILES = {
    "README.txt",
    "columns.txt",
    "manifest.json",
    "record.json",
    "record.schema.json",
    "record.fhir.json",
    "visits.ics",
    "summary.pdf",
}
TABLES = [*tables_of(NOBODY)]


@pytest.fixture
def hanako():
    patient = a_patient(display_name="架空 花子")
    a_whole_record(patient, mark="hanako-")
    return patient


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(record_schema())


def test_a_whole_record_and_an_empty_one_keep_the_schema(hanako):
    for patient in (hanako, a_patient("new@example.jp")):
        assert _wrong(_record(patient)) == []


def test_the_schema_finds_what_is_missing_or_of_another_kind(hanako):
    record = _record(hanako)
    row = record["records"]["doses.Dose"][0]
    del row["dose_day"]
    row["status"] = "perhaps"
    row["taken_at"] = 12

    assert len(_wrong(record)) == 3


@pytest.mark.parametrize("name", ["columns.md", "record.schema.json"])
def test_the_documents_in_the_repository_are_those_of_the_models(name):
    written = (Path(settings.BASE_DIR) / "docs" / "formats" / name).read_text(encoding="utf-8")

    assert written == format_documents()[name], "run: manage.py write_formats"


@pytest.mark.parametrize("table", TABLES, ids=[table.label for table in TABLES])
def test_every_column_has_words(table):
    assert title_of(table.label) != table.label
    assert without_words(table) == []


def test_the_archive_holds_every_format(hanako):
    files = _files(hanako)

    assert set(files) == FILES | {table.file_name for table in TABLES}
    assert files["summary.pdf"].startswith(b"%PDF-")
    assert json.loads(files["record.fhir.json"])["type"] == "collection"
    assert json.loads(files["record.schema.json"]) == record_schema()
    assert _wrong(json.loads(files["record.json"])) == []
    assert b"doses-dose.csv" in files["columns.txt"]


def test_an_empty_diary_has_an_archive_too():
    files = _files(a_patient())

    assert set(files) >= FILES
    assert Calendar.from_ical(files["visits.ics"]).walk("VEVENT") == []


def test_no_name_of_a_file_tells_of_a_medicine_or_a_person(hanako):
    for name in _files(hanako):
        assert name.isascii()
        assert not any(word in name for word in ("hanako", "naltrexone", "ldn"))


def test_texts_for_people_and_tables_end_their_lines_as_windows_does(hanako):
    files = _files(hanako)

    for name in ("README.txt", "columns.txt", "csv/doses-dose.csv"):
        assert files[name].startswith(b"\xef\xbb\xbf")
        assert files[name].count(b"\n") == files[name].count(b"\r\n") > 0


@pytest.mark.parametrize("text", ["=1+1", "'=1", "-1", "一行目\n二行目", 'a"b,c', "\r@x", "＋1"])
def test_a_text_comes_back_from_its_cell(hanako, text):
    viewer = viewer_for(hanako.user)
    DayNote.objects.editable_by(viewer).update(text=text)
    [table] = [table for table in tables_of(viewer) if table.label == "symptoms.DayNote"]

    written = "".join(csv_pieces(table)).removeprefix("\ufeff")
    [row] = csv.DictReader(io.StringIO(written, newline=""))

    assert undefused(row["text"]) == text


def test_visits_in_the_calendar_say_their_day_and_nothing_else(hanako):
    viewer = viewer_for(hanako.user)
    rows = Visit.objects.editable_by(viewer)
    rows.update(visited_on=date(2026, 12, 3), local_time=None, state="planned")

    written = visits_calendar(viewer, patient=hanako, now=NOW)

    [event] = Calendar.from_ical(written).walk("VEVENT")
    assert event.decoded("dtstart") == date(2026, 12, 3)
    assert (str(event["summary"]), str(event["status"])) == ("用事", "TENTATIVE")
    assert b"hanako" not in written
    assert visits_calendar(NOBODY, patient=hanako, now=NOW).count(b"VEVENT") == 0


def test_a_visit_at_a_time_is_an_instant_on_the_patients_clock(hanako):
    viewer = viewer_for(hanako.user)
    rows = Visit.objects.editable_by(viewer)
    rows.update(visited_on=date(2026, 12, 3), local_time=time(10, 30), state="cancelled")

    [event] = Calendar.from_ical(visits_calendar(viewer, patient=hanako, now=NOW)).walk("VEVENT")

    assert event.decoded("dtstart") == datetime(2026, 12, 3, 1, 30, tzinfo=UTC)
    assert str(event["status"]) == "CANCELLED"


def _record(patient) -> dict:
    return json.loads("".join(json_pieces(tables_of(viewer_for(patient.user)), now=NOW)))


def _wrong(record: dict) -> list:
    validator = Draft202012Validator(record_schema(), format_checker=FormatChecker())
    return list(validator.iter_errors(record))


def _files(patient) -> dict[str, bytes]:
    content = b"".join(zip_pieces(viewer_for(patient.user), patient=patient, now=NOW))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}
