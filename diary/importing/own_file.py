"""Our own files as they come back: the JSON, or the zip with its CSV files."""

import csv
import io
import json
import lzma
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from diary.export.formats import FORMAT, FORMAT_VERSION

from .domain.encodings import NotText, text_of
from .importable_models import import_specs
from .problems import (
    CsvIsBroken,
    FromTheFuture,
    IsWorkbook,
    JsonIsBroken,
    JsonOfOthers,
    TooMuchInFile,
    UnknownEncoding,
    UnpackedTooLarge,
    ZipIsBroken,
    ZipIsLocked,
    ZipOfOthers,
)

MOST_ENTRIES = 300
MOST_UNPACKED = 40 * 1024 * 1024
PIECE_BYTES = 256 * 1024
# An export of ten years with its log has a third of these. An object costs Python 200 bytes and a
# value 60, however short it is written: without limits, 4 MB of brackets take 400 MB.
MOST_OBJECTS = 200_000
MOST_VALUES = 2_000_000
MOST_ROWS = 100_000
MOST_COLUMNS = 100
CENTRAL_ENTRY = b"PK\x01\x02"
READABLE = {(FORMAT, FORMAT_VERSION), (FORMAT, str(FORMAT_VERSION))}
READABLE_NAMES = {f"{FORMAT}/{FORMAT_VERSION}"}
RECORD, MANIFEST = "record.json", "manifest.json"
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    struct.error,
    lzma.LZMAError,
)


@dataclass(frozen=True, slots=True)
class OwnFile:
    """The rows of a file by model, as written. ``cells``: they come from CSV, all are text."""

    tables: Mapping[str, list[dict]]
    cells: bool = False


def read_json(text: str) -> OwnFile:
    """Our JSON. Raises JsonIsBroken, JsonOfOthers or FromTheFuture."""
    head = _parsed(text)
    _insist_on_format(head)
    tables = head.get("records")
    if not isinstance(tables, dict) or not all(map(_is_table, tables.values())):
        raise JsonIsBroken
    return OwnFile(tables)


def _parsed(text: str) -> dict:
    _insist_on_size(text)
    try:
        head = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError) as broken:
        raise JsonIsBroken from broken
    if not isinstance(head, dict):
        raise JsonOfOthers
    return head


def _insist_on_size(text: str) -> None:
    """Signs are counted before anything is built; those inside of texts count as well."""
    lists, objects = text.count("["), text.count("{")
    if max(lists, objects) > MOST_OBJECTS or text.count(",") > MOST_VALUES:
        raise TooMuchInFile


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _insist_on_format(head: dict) -> None:
    name, version = head.get("format"), head.get("version")
    if isinstance(version, bool | dict | list) or isinstance(name, dict | list):
        raise JsonOfOthers
    if (name, version) in READABLE or {name, version} & READABLE_NAMES:
        return
    if any(isinstance(one, str) and one.startswith(FORMAT) for one in (name, version)):
        raise FromTheFuture
    raise JsonOfOthers


def _is_table(table: object) -> bool:
    return isinstance(table, list) and all(isinstance(row, dict) for row in table)


def read_zip(content: bytes) -> OwnFile:
    """Our zip: the JSON in it if there is one, otherwise the CSV files that the manifest names.

    Nothing is written to disk, and no more is unpacked than the limits allow, whatever the zip
    says about itself. Raises a FileProblem.
    """
    if content.count(CENTRAL_ENTRY) > MOST_ENTRIES:
        raise UnpackedTooLarge
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _read(_Entries(archive))
    except BROKEN as broken:
        raise ZipIsBroken from broken


def _read(entries: "_Entries") -> OwnFile:
    if RECORD in entries.names:
        return read_json(entries.text(RECORD))
    if MANIFEST not in entries.names:
        raise IsWorkbook if "[Content_Types].xml" in entries.names else ZipOfOthers
    manifest = _parsed(entries.text(MANIFEST))
    _insist_on_format(manifest)
    return OwnFile(_tables(entries, manifest), cells=True)


def _tables(entries: "_Entries", manifest: dict) -> dict[str, list[dict]]:
    """Every table that we take in; of the others nothing is unpacked."""
    files = manifest.get("files")
    if not isinstance(files, dict):
        raise ZipOfOthers
    wanted = {spec.label for spec in import_specs()}
    tables: dict[str, list[dict]] = {}
    for name, about in files.items():
        label = about.get("model") if isinstance(about, dict) else None
        if not isinstance(label, str) or name not in entries.names:
            continue
        if label in tables:
            raise ZipIsBroken
        tables[label] = _csv_rows(entries.text(name)) if label in wanted else []
        if sum(map(len, tables.values())) > MOST_ROWS:
            raise TooMuchInFile
    return tables


def _csv_rows(text: str) -> list[dict]:
    """The rows of one CSV. A cell longer than any column, or a quote without its end, is no file
    of ours."""
    if text.count(",") > MOST_VALUES:
        raise TooMuchInFile
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    rows = []
    try:
        if len(reader.fieldnames or ()) > MOST_COLUMNS:
            raise TooMuchInFile
        for row in reader:
            if None in row or len(rows) >= MOST_ROWS:
                raise TooMuchInFile
            rows.append(row)
    except csv.Error as broken:
        raise CsvIsBroken from broken
    return rows


class _Entries:
    """The files of a zip, unpacked one by one within one budget."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._left = MOST_UNPACKED
        infos = [info for info in archive.infolist() if not info.is_dir()]
        if len(infos) > MOST_ENTRIES:
            raise UnpackedTooLarge
        if any(info.flag_bits & 1 for info in infos):
            raise ZipIsLocked
        self.names = [info.filename for info in infos]
        if len(set(self.names)) < len(self.names):
            raise ZipIsBroken  # Two files of one name: nobody can say which one is meant.

    def text(self, name: str) -> str:
        content = self._unpacked(name)
        try:
            return text_of(content)[0]
        except NotText as unknown:
            raise UnknownEncoding from unknown

    def _unpacked(self, name: str) -> bytes:
        """Counted while it is unpacked, whatever sizes the zip names."""
        content = io.BytesIO()
        with self._archive.open(name) as entry:
            while piece := entry.read(PIECE_BYTES):
                self._left -= len(piece)
                if self._left < 0:
                    raise UnpackedTooLarge
                content.write(piece)
        return content.getvalue()
