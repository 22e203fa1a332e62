"""Files that were made to hurt: small on the line, large in memory, or broken in the middle."""

import io
import json
import struct
import tracemalloc
import zipfile
from contextlib import suppress

import pytest

from diary.importing.own_file import MOST_ENTRIES, MOST_UNPACKED
from diary.importing.problems import (
    CsvIsBroken,
    FileProblem,
    JsonIsBroken,
    TooMuchInFile,
    UnpackedTooLarge,
    ZipIsBroken,
    ZipIsLocked,
)
from diary.importing.recognise import own_file

HEAD = '{"format":"ldn-note","version":1,"records":{"doses.Dose":['
MANIFEST = json.dumps(
    {"format": "ldn-note", "version": 1, "files": {"d.csv": {"model": "doses.Dose"}}}
)
MOST_MEGABYTES = 60  # beside what was unpacked; such a file took 408 before


def zip_of(*files: tuple[str, str | bytes]) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return sink.getvalue()


def csv_of(text: str) -> bytes:
    return zip_of(("manifest.json", MANIFEST), ("d.csv", text))


def megabytes(content: bytes) -> float:
    tracemalloc.start()
    try:
        own_file(content)
    except FileProblem:
        pass
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return peak / 2**20


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (zip_of(("record.json", HEAD + ",".join(["{}"] * 1_300_000) + "]}}")), TooMuchInFile),
        (zip_of(("record.json", HEAD + ",".join(["[]"] * 1_300_000) + "]}}")), TooMuchInFile),
        (zip_of(("record.json", HEAD + ",".join(["1"] * 2_500_000) + "]}}")), TooMuchInFile),
        (zip_of(("record.json", HEAD + "[" * 190_000)), JsonIsBroken),
        (csv_of("a\n" + "1\n" * 2_000_000), TooMuchInFile),
        (csv_of(",".join(f"a{n}" for n in range(50_000)) + "\n"), TooMuchInFile),
        (csv_of("a,b\n" + "," * 2_500_000 + "\n"), TooMuchInFile),
    ],
    ids=["objects", "lists", "values", "depth", "rows", "columns", "cells"],
)
def test_what_would_fill_the_memory_is_refused_before_it_is_built(content, problem):
    assert len(content) < 500_000
    with pytest.raises(problem):
        own_file(content)

    assert megabytes(content) < MOST_MEGABYTES


def test_a_bomb_is_counted_while_it_is_unpacked():
    bomb = zip_of(("record.json", b" " * (MOST_UNPACKED + 10)))
    lies = bytearray(bomb)
    for name in (b"PK\x03\x04", b"PK\x01\x02"):  # says that it is small
        at = lies.rindex(name) + (22 if name == b"PK\x03\x04" else 24)
        lies[at : at + 4] = struct.pack("<I", 10)

    with pytest.raises(UnpackedTooLarge):
        own_file(bomb)
    with pytest.raises(FileProblem):
        own_file(bytes(lies))


def test_a_zip_in_a_zip_is_not_opened():
    inner = zip_of(("record.json", b" " * 1000))

    with pytest.raises(FileProblem):
        own_file(zip_of(("record.json", inner)))


def test_a_directory_of_many_thousands_is_counted_before_it_is_read():
    content = zip_of(*((str(number), b"") for number in range(MOST_ENTRIES + 1)))

    with pytest.raises(UnpackedTooLarge):
        own_file(content + content * 20)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_nobodys_guess():
    with pytest.raises(ZipIsBroken):
        own_file(zip_of(("record.json", HEAD + "]}}"), ("record.json", HEAD + "{}]}}")))


@pytest.mark.parametrize("place", range(0, 400, 7))
def test_a_stream_that_is_spoilt_anywhere_is_refused_or_read(place):
    content = bytearray(zip_of(("record.json", HEAD + "]}}" + " " * 5000), ("x", "a" * 15)))
    at = place % len(content)
    content[at] ^= 0x5A

    with suppress(FileProblem):
        own_file(bytes(content))


@pytest.mark.parametrize("method", [0, 8, 12, 14, 93, 99])
def test_a_stream_of_another_method_is_refused(method):
    content = bytearray(zip_of(("record.json", HEAD + "]}}" + " " * 5000)))
    content[8:10] = struct.pack("<H", method)
    at = content.rindex(b"PK\x01\x02") + 10
    content[at : at + 2] = struct.pack("<H", method)

    if method == 8:
        assert own_file(bytes(content)) is not None
        return
    with pytest.raises(ZipIsBroken):
        own_file(bytes(content))


def test_a_cell_that_is_too_long_is_a_sentence():
    with pytest.raises(CsvIsBroken) as said:
        own_file(csv_of("id\n" + "a" * 131_073 + "\n"))

    assert str(said.value).endswith("。")


def test_a_quote_without_its_end_is_a_sentence():
    with pytest.raises(CsvIsBroken):
        own_file(csv_of('id,note\n1,"a\n2,b\n'))


@pytest.mark.parametrize("number", ["1" * 5000, "1e999999", "-0", "NaN", "Infinity"])
def test_numbers_out_of_bounds_are_refused_or_read(number):
    with suppress(JsonIsBroken):
        own_file((HEAD + '{"id":' + number + "}]}}").encode())


def test_a_locked_zip_is_said():
    content = bytearray(zip_of(("record.json", b"{}")))
    content[6] |= 1
    content[content.rindex(b"PK\x01\x02") + 8] |= 1

    with pytest.raises(ZipIsLocked):
        own_file(bytes(content))
