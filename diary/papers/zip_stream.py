"""A ZIP in pieces as they are made, so that a large one needs little memory."""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

Content = Iterable[bytes | str]


@dataclass(frozen=True)
class Member:
    """A file of the archive. ``content`` is asked for when its turn has come."""

    name: str
    content: Callable[[], Content]


def zipped(members: Iterable[Member], *, local_now: datetime) -> Iterator[bytes]:
    """``local_now`` stands on each file; a ZIP knows no time zones."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in members:
            info = zipfile.ZipInfo(member.name, date_time=local_now.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(info, "w", force_zip64=True) as opened:
                for piece in member.content():
                    opened.write(piece.encode() if isinstance(piece, str) else piece)
                    yield sink.taken()
    yield sink.taken()


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
