"""Whether a file is so large that a worker reads it, told without unpacking or parsing it."""

import io
import zipfile

from .own_file import BROKEN, CENTRAL_ENTRY, MOST_ENTRIES

LARGE_BYTES = 128 * 1024
LARGE_UNPACKED = 512 * 1024


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
