"""Taking everything along."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from diary.fhir.bundle import bundle_pieces
from ldn_app.access.audience import for_patient
from ldn_app.ui.file_names import disposition, file_name

from .archive import zip_pieces
from .long_archive import takes_long
from .record_json import json_pieces
from .tables import tables_of


@require_safe
@for_patient
def download(request: HttpRequest) -> HttpResponse:
    """The page that says which file is for what."""
    context = {"takes_long": takes_long(request.viewer)}
    return render(request, "diary/export/download.html", context)


@require_safe
@for_patient
def download_json(request: HttpRequest) -> StreamingHttpResponse:
    pieces = json_pieces(tables_of(request.viewer), now=timezone.now())
    return file_answer(pieces, "json", content_type="application/json")


@require_safe
@for_patient
def download_zip(request: HttpRequest) -> StreamingHttpResponse:
    pieces = zip_pieces(request.viewer, patient=request.user.patient, now=timezone.now())
    return file_answer(pieces, "zip", content_type="application/zip")


@require_safe
@for_patient
def download_fhir(request: HttpRequest) -> StreamingHttpResponse:
    """The bundle for systems of hospitals."""
    pieces = bundle_pieces(request.viewer, now=timezone.now())
    return file_answer(pieces, "fhir.json", content_type="application/fhir+json")


def file_answer(
    pieces, ending: str, *, content_type: str, mark: UUID | None = None
) -> StreamingHttpResponse:
    name = file_name(ending, day=timezone.localdate(), mark=mark)
    headers = {"Content-Disposition": disposition(name)}
    return StreamingHttpResponse(pieces, content_type=content_type, headers=headers)
