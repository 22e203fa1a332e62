"""What people choose: our files of yesterday and tomorrow, other files, and broken ones."""

import io
import json
import zipfile
from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.importing import own_file as reading
from diary.importing import waiting
from diary.importing.domain.encodings import NotText, text_of
from diary.importing.importable_models import IMPORT_SPECS, NOT_TAKEN_IN
from diary.importing.models import WaitingFile
from diary.importing.problems import (
    ColumnsMissing,
    FileEmpty,
    FileProblem,
    FromTheFuture,
    IsDocument,
    IsPicture,
    IsWorkbook,
    JsonIsBroken,
    JsonOfOthers,
    NoTable,
    UnknownEncoding,
    UnpackedTooLarge,
    ZipIsBroken,
    ZipOfOthers,
)
from diary.importing.recognise import own_file
from diary.importing.rows import read_own_file
from diary.importing.table.parse import parse_table
from ldn_app.access.privacy import PERSON_FIELDS, patient_owned_models
from ldn_app.access.viewer import on_behalf_of
from tests.factories.people import make_patient

NOW = datetime(2026, 11, 22, 13, tzinfo=UTC)


def ours(**head) -> bytes:
    return json.dumps({"format": "ldn-note", "version": 1, "records": {}, **head}).encode()


def zip_of(**files: bytes) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return sink.getvalue()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", FileEmpty),
        (b" \n", FileEmpty),
        (b"\x89PNG\r\n\x1a\n", IsPicture),
        (b"\xff\xd8\xff\xe0", IsPicture),
        (b"\0\0\0\x18ftypheic", IsPicture),
        (b"%PDF-1.7", IsDocument),
        (b"\xd0\xcf\x11\xe0", IsWorkbook),
        (zip_of(**{"[Content_Types].xml": b"<x/>"}), IsWorkbook),
        (zip_of(**{"a.csv": b"x"}), ZipOfOthers),
        (b"PK\x03\x04 torn", ZipIsBroken),
        (b'{"format": "ldn-note", "ver', JsonIsBroken),
        (b"[" * 100_000, JsonIsBroken),
        (b"[1, 2]", JsonOfOthers),
        (b'{"resourceType": "Bundle"}', JsonOfOthers),
        (ours(version=2), FromTheFuture),
        (ours(version="ldn-note/9"), FromTheFuture),
        (ours(records=[]), JsonIsBroken),
        (ours(records={"doses.Dose": [1]}), JsonIsBroken),
        (b"\xff\x81\x00\x9d\xfe", UnknownEncoding),
    ],
)
def test_what_cannot_be_taken_in_says_why(content, problem):
    with pytest.raises(problem) as said:
        own_file(content)

    assert str(said.value).endswith("。")


@pytest.mark.parametrize(
    "head", [{}, {"version": "1"}, {"version": "ldn-note/1"}, {"format": "ldn-note/1"}]
)
def test_our_files_are_known_by_their_version(head):
    assert own_file(ours(**head)).tables == {}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_our_json_in_another_encoding_is_still_ours(encoding):
    assert own_file(ours().decode().encode(encoding)) is not None


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("cp932", "Shift_JIS"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
    ],
)
def test_encodings_of_programs_in_japan(encoding, name):
    text = "日付,だるさ,メモ\r\n2026/11/22,3,①髙い熱〜\r\n"
    text = text.replace("〜", "～")

    assert text_of(text.encode(encoding)) == (text, name)


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(content):
    try:
        text, _ = text_of(content)
    except NotText:
        return
    assert "\0" not in text


@given(st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", b"{", b"[", b"\xef\xbb\xbf{"]))
def test_any_bytes_are_read_or_refused(content, start):
    with suppress(FileProblem):
        own_file(start + content)


@given(st.text(st.sampled_from('ab,;\t"\r\n日付2026/11/01'), max_size=80))
def test_any_text_is_a_table_or_refused(text):
    with suppress(NoTable):
        table = parse_table(text, today=date(2026, 11, 22))
        assert len(table.names) >= 2
        assert table.lines


def test_a_zip_that_unpacks_to_more_than_it_may_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "MOST_UNPACKED", 10_000)
    bomb = zip_of(**{"manifest.json": b"0" * 10_001})

    with pytest.raises(UnpackedTooLarge):
        own_file(bomb)


def test_a_zip_of_a_thousand_files_is_refused():
    with pytest.raises(UnpackedTooLarge):
        own_file(zip_of(**{f"{number}.csv": b"" for number in range(1000)}))


def test_the_json_in_a_zip_is_read_before_its_tables():
    file = own_file(zip_of(**{"record.json": ours(), "manifest.json": b"{}"}))

    assert file.tables == {}
    assert not file.cells


def test_a_file_with_a_column_less_says_so():
    file = own_file(ours(records={"visits.Visit": [{"id": 1}]}))

    with pytest.raises(ColumnsMissing):
        read_own_file(file, today=date(2026, 11, 22))


@pytest.mark.parametrize(
    "change",
    [
        {"day": "2026-11-23"},
        {"day": "1212-01-01"},
        {"day": "11/22"},
        {"quality": 11},
        {"quality": 4.5},
        {"quality": True},
        {"insomnia": "terrible"},
        {"time_zone": "Asia/Nowhere"},
        {"recorded_at": "2026-11-22T13:00:00"},
        {"filled_later": "yes"},
        {"bed_at": "25:00"},
    ],
)
def test_a_value_that_no_column_can_hold_is_a_problem_of_its_row(change):
    marks = {"recorded_at": "2026-11-22T13:00:00Z", "time_zone": "Asia/Tokyo"}
    good = {"id": 1, "day": "2026-11-22", "quality": 5, "filled_later": False, **marks}

    def read(row):
        file = own_file(ours(records={"symptoms.Sleep": [row]}))
        return read_own_file(file, today=date(2026, 11, 22)).problems

    assert read(good) == []
    [problem] = read({**good, **change})
    assert "1件め" in problem.where
    assert problem.sentence.endswith("。")


@pytest.mark.parametrize(
    ("text", "kept"), [("a\0\ud800\u202eb", "ab"), ("か\u3099\r\n", "が\n"), ("x" * 2001, None)]
)
def test_a_text_is_cleaned_and_refused_only_when_it_is_too_long(text, kept):
    marks = {"recorded_at": "2026-11-22T13:00:00Z", "time_zone": "Asia/Tokyo"}
    row = {"id": 1, "day": "2026-11-22", "text": text, "filled_later": False, **marks}

    record = read_own_file(
        own_file(ours(records={"symptoms.DayNote": [row]})), today=date(2026, 11, 22)
    )

    assert bool(record.problems) == (kept is None)
    if kept is not None:
        assert [row.said["text"] for row in record.rows["symptoms.DayNote"]] == [kept]


def test_every_model_comes_in_or_is_said_to_stay_outside():
    """A new model has to decide."""
    decided = {spec.label for spec in IMPORT_SPECS} | set(NOT_TAKEN_IN)
    models = {model._meta.label for model in patient_owned_models()} | set(PERSON_FIELDS)

    assert models - decided == set()


@pytest.mark.django_db
def test_the_sweep_deletes_files_whose_hour_is_over():
    for hour in (11, 12, 13):
        viewer = on_behalf_of(make_patient().pk)
        now = NOW.replace(hour=hour)
        waiting.keep_waiting(viewer, content=b"x", kind="own", now=now)

    assert waiting.forget_old(now=NOW) == 2
    assert WaitingFile.objects.unscoped(reason="test").count() == 1
