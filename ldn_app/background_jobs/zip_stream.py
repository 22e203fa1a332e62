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


class ZipStream:
    """A ZIP to which files are added one after the other; ``local_now`` is the time of each,
    since a ZIP knows no time zones."""

    def __init__(self, *, local_now: datetime) -> None:
        self._date_time = local_now.timetuple()[:6]
        self._sink = _Sink()
        self._archive = zipfile.ZipFile(self._sink, "w", zipfile.ZIP_DEFLATED)

    def add(self, member: Member) -> Iterator[bytes]:
        """The bytes of one more file; it is in the ZIP when all of them were taken."""
        info = zipfile.ZipInfo(member.name, date_time=self._date_time)
        info.compress_type = zipfile.ZIP_DEFLATED
        with self._archive.open(info, "w", force_zip64=True) as opened:
            for piece in member.content():
                opened.write(piece.encode() if isinstance(piece, str) else piece)
                yield self._sink.taken()
        yield self._sink.taken()

    def close(self) -> bytes:
        """The end of the ZIP: its central directory."""
        self._archive.close()
        return self._sink.taken()


def zipped(members: Iterable[Member], *, local_now: datetime) -> Iterator[bytes]:
    """A ZIP of ``members``, in pieces as they are made."""
    stream = ZipStream(local_now=local_now)
    for member in members:
        yield from stream.add(member)
    yield stream.close()


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
