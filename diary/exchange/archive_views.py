"""The archive of a large diary: asked for, watched, fetched."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from diary.papers.models import PaperJob
from diary.papers.progress import Addresses, Progress, phase_of
from diary.papers.queries import is_ready, job_of, pieces_of
from ldn_app.access.audience import for_patient

from .long_archive import KIND, archive_words, ask_for_archive
from .views import file_answer


@require_POST
@for_patient
def ask(request: HttpRequest) -> HttpResponse:
    job = ask_for_archive(request.viewer, now=timezone.now())
    return redirect("exchange:archive", job.public_id)


@require_safe
@for_patient
def watch(request: HttpRequest, archive_id: UUID) -> HttpResponse:
    """How far it is; without JavaScript a button loads it again."""
    context = {
        "progress": _progress(_job(request, archive_id)),
        "title": _("すべてダウンロード"),
        "lead": _("記録が多いので、少し時間がかかります。"),
        "back": reverse("exchange:download"),
    }
    return render(request, "diary/papers/waiting.html", context)


@require_safe
@for_patient
def state(request: HttpRequest, archive_id: UUID) -> HttpResponse:
    """The part of that page that changes."""
    context = {"progress": _progress(_job(request, archive_id))}
    return render(request, "diary/papers/fragments/progress.html", context)


@require_safe
@for_patient
def fetch(request: HttpRequest, archive_id: UUID) -> StreamingHttpResponse:
    """The ZIP; a 404 before it is finished and when its hour is over."""
    job = _job(request, archive_id)
    if not is_ready(job, timezone.now()):
        raise Http404
    return file_answer(pieces_of(job), "zip", content_type="application/zip", mark=job.public_id)


def _progress(job: PaperJob) -> Progress:
    names = [job.public_id]
    waiting = job.state == PaperJob.State.WAITING
    return Progress(
        phase=phase_of(job, timezone.now()),
        step=job.step,
        steps=job.steps,
        step_words=_("順番を待っています") if waiting else _("記録を読んで、ファイルにしています"),
        words=archive_words(),
        at=Addresses(
            here=reverse("exchange:archive", args=names),
            part=reverse("exchange:archive_state", args=names),
            file=reverse("exchange:archive_file", args=names),
            ask=reverse("exchange:ask_archive"),
        ),
    )


def _job(request: HttpRequest, archive_id: UUID) -> PaperJob:
    job = job_of(request.viewer, archive_id, kind=KIND)
    if job is None:
        raise Http404
    return job
