"""Downloading everything: at once, or from a worker where that takes long."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from diary.fhir.bundle import bundle_pieces
from ldn_app.access.audience import for_patient
from ldn_app.background_jobs.models import PaperJob
from ldn_app.background_jobs.pages import PATIENT, JobPages
from ldn_app.background_jobs.progress import JobAddresses, Progress, phase_of
from ldn_app.background_jobs.queries import is_ready, pieces_of
from ldn_app.ui.file_names import disposition, file_name

from .archive import zip_pieces
from .formats import json_pieces
from .long_archive import KIND, archive_words, ask_for_archive, takes_long
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


class ArchivePages(JobPages):
    owner = PATIENT
    kind = KIND
    page = "export:archive"
    ask_page = "export:ask_archive"
    file_name = "record.zip"
    id_name = "archive_id"

    def ask(self, request: HttpRequest, grant) -> PaperJob:
        return ask_for_archive(request.viewer, now=timezone.now())

    def progress(self, job: PaperJob, at: JobAddresses, *, now: datetime) -> Progress:
        waits = job.state == PaperJob.State.WAITING
        reads = _("記録を読んで、ファイルにしています")
        return Progress(
            phase=phase_of(job, now),
            step=job.step,
            steps=job.steps,
            step_words=_("順番を待っています") if waits else reads,
            words=archive_words(),
            at=at,
        )

    def header(self, job: PaperJob, grant) -> dict[str, str]:
        return {
            "title": _("すべてダウンロード"),
            "lead": _("記録が多いので、少し時間がかかります。"),
            "back": reverse("export:download"),
        }

    def file(
        self, request: HttpRequest, job: PaperJob, grant, *, now: datetime
    ) -> StreamingHttpResponse | None:
        if not is_ready(job, now):
            return None
        content = pieces_of(job)
        return file_answer(content, "zip", content_type="application/zip", mark=job.public_id)
