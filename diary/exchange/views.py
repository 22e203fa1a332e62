"""Taking everything along, and leaving."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from diary.sharing.clinic_end import Fate, fates
from diary.sharing.errors import HandOverFirst
from ldn_app.access.audience import for_account, for_clinician, for_everyone, for_patient
from ldn_app.access.viewer import Role
from ldn_app.accounts.proofs import fresh_proof_required

from .archive import zip_pieces
from .fhir.bundle import bundle_pieces
from .long_archive import takes_long
from .record_json import json_pieces
from .services import erase_account, holdings
from .tables import tables_of


@require_GET
@for_patient
def download(request: HttpRequest) -> HttpResponse:
    """The page that says which file is for what."""
    context = {"takes_long": takes_long(request.viewer)}
    return render(request, "diary/exchange/download.html", context)


@require_GET
@for_patient
def download_json(request: HttpRequest) -> StreamingHttpResponse:
    pieces = json_pieces(tables_of(request.viewer), now=timezone.now())
    return file_answer(pieces, "json", content_type="application/json")


@require_GET
@for_patient
def download_zip(request: HttpRequest) -> StreamingHttpResponse:
    pieces = zip_pieces(request.viewer, patient=request.user.patient, now=timezone.now())
    return file_answer(pieces, "zip", content_type="application/zip")


@require_GET
@for_patient
def download_fhir(request: HttpRequest) -> StreamingHttpResponse:
    """The bundle for systems of hospitals."""
    pieces = bundle_pieces(request.viewer, now=timezone.now())
    return file_answer(pieces, "fhir.json", content_type="application/fhir+json")


@require_http_methods(["GET", "POST"])
@for_account
@fresh_proof_required
def delete(request: HttpRequest) -> HttpResponse:
    """Asks once and says what goes; the POST erases and signs out.

    It needs a fresh proof of the strongest kind that the person holds.
    """
    is_clinician = request.viewer.role is Role.CLINICIAN
    return (_clinician_leaves if is_clinician else _patient_leaves)(request)


@for_patient
def _patient_leaves(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _erased(request)
    context = {"holdings": holdings(request.viewer)}
    return render(request, "diary/exchange/delete.html", context)


@for_clinician
def _clinician_leaves(request: HttpRequest) -> HttpResponse:
    status = 200
    if request.method == "POST":
        try:
            return _erased(request)
        except HandOverFirst as broken:
            messages.error(request, str(broken))
            status = 422
    found = fates(request.user.pk, now=timezone.now())
    context = {"fates": found, "blocked": any(one.fate is Fate.HANDED_OVER_FIRST for one in found)}
    return render(request, "diary/exchange/delete_clinician.html", context, status=status)


def _erased(request: HttpRequest) -> HttpResponse:
    erase_account(request.user.pk, now=timezone.now())
    logout(request)
    return redirect("exchange:deleted")


@require_GET
@for_everyone
def deleted(request: HttpRequest) -> HttpResponse:
    """The last page."""
    return render(request, "diary/exchange/deleted.html")


def file_answer(pieces, ending: str, *, content_type: str) -> StreamingHttpResponse:
    """A download whose name gives away the date and nothing else."""
    name = f"ldn-note-{timezone.localdate():%Y-%m-%d}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(pieces, content_type=content_type, headers=headers)
