"""What somebody chose: our own file, a table, or something that cannot be taken in; and whether it
is so large that a worker reads it, told without unpacking or parsing it."""

import io
import zipfile

from .domain.encodings import NotText, text_of
from .own_file import BROKEN, CENTRAL_ENTRY, MOST_ENTRIES, OwnFile, read_json, read_zip
from .problems import FileEmpty, IsDocument, IsPicture, IsWorkbook, UnknownEncoding

PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
LARGE_BYTES = 128 * 1024
LARGE_UNPACKED = 512 * 1024


def own_file(content: bytes) -> OwnFile | None:
    """The file of ours that ``content`` is; None when it may be a table. Raises a FileProblem."""
    refuse_at_sight(content)
    if content.startswith(b"PK"):
        return read_zip(content)
    text = plain_text(content)
    return read_json(text) if text.lstrip()[:1] in {"{", "["} else None


def plain_text_and_encoding(content: bytes, encoding: str | None = None) -> tuple[str, str]:
    """The text of a file with the name of its encoding, in ``encoding`` if somebody chose one.
    Raises UnknownEncoding."""
    try:
        return text_of(content, encoding)
    except NotText as unknown:
        raise UnknownEncoding from unknown


def plain_text(content: bytes, encoding: str | None = None) -> str:
    """The text alone."""
    return plain_text_and_encoding(content, encoding)[0]


def refuse_at_sight(content: bytes) -> None:
    """Raises a FileProblem for what is neither text nor a zip by its first bytes."""
    if not content.strip():
        raise FileEmpty
    is_webp = content.startswith(b"RIFF") and content[8:12] == b"WEBP"
    if content.startswith(PICTURES) or is_webp or content[4:8] == b"ftyp":
        raise IsPicture
    if content.startswith(b"%PDF"):
        raise IsDocument
    if content.startswith(OLD_WORKBOOK):
        raise IsWorkbook


def is_large(content: bytes) -> bool:
    """By its bytes; for a zip also by what it says it unpacks to, which is the most that is ever
    unpacked of it."""
    if len(content) > LARGE_BYTES:
        return True
    if not content.startswith(b"PK") or content.count(CENTRAL_ENTRY) > MOST_ENTRIES:
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return sum(info.file_size for info in archive.infolist()) > LARGE_UNPACKED
    except BROKEN:
        return False


def seems_ours(content: bytes) -> bool:
    """Whether it begins like one of our files, a zip or JSON; else it may be a table."""
    if content.startswith(b"PK"):
        return True
    start = content[:200].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")
    return start.startswith((b"{", b"["))
