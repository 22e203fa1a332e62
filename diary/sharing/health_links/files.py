"""The two files of a link, made when an app asks for them and kept nowhere.

Both are FHIR: a link may hold no other kind (SMART Health Links 1.0.0, "files array"), and an app
that keeps to the specification refuses the whole list for one PDF. So the PDF is inside a FHIR
document.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from diary.fhir.bundle import bundle_pieces, frame_of
from diary.fhir.document_reference import document_pieces
from diary.summaries.charts.style import PRINT
from diary.summaries.visit_summary.pdf import sheet_pdf
from diary.summaries.visit_summary.preferences import NOTHING_ASKED
from diary.summaries.visit_summary.sheet import compose_sheet
from ldn_app.access.models import ShareGrant
from ldn_app.access.viewer import Viewer
from ldn_app.accounts.models import Patient

from .jwe import sealed

CONTENT_TYPE = "application/fhir+json"
FHIR_VERSION = "4.0.1"


class FileKind(StrEnum):
    """Each is the name of its address, too."""

    RECORD = "record"
    SUMMARY = "summary"


@dataclass(frozen=True, slots=True)
class LinkReader:
    """Who reads: through which live grant, as which viewer, and the key that closes the files."""

    grant: ShareGrant
    viewer: Viewer
    file_key: str

    @property
    def patient(self) -> Patient:
        return self.grant.patient


def sealed_file(
    kind: FileKind, reader: LinkReader, *, now: datetime, at_most: int | None = None
) -> str | None:
    """The file as JWE; None as soon as it would be longer than ``at_most`` letters."""
    pieces = _pieces(kind, reader, now)
    return sealed(pieces, file_key=reader.file_key, content_type=CONTENT_TYPE, at_most=at_most)


def _pieces(kind: FileKind, reader: LinkReader, now: datetime) -> Iterator[str]:
    if kind is FileKind.RECORD:
        return bundle_pieces(reader.viewer, now=now, grant=reader.grant)
    return document_pieces(
        frame_of(reader.patient, now), reader.patient, _pdf(reader, now), now=now
    )


def _pdf(reader: LinkReader, now: datetime) -> bytes:
    """At most the latest 90 days of those that are shared: it never takes a worker."""
    sheet = compose_sheet(
        reader.viewer, patient=reader.patient, asked=NOTHING_ASKED, now=now, style=PRINT
    )
    return sheet_pdf(sheet)
