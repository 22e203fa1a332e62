"""A PDF that is made in the background: asked for, watched, fetched."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from diary.papers.models import PaperJob
from diary.papers.progress import Addresses, Progress, pdf_words
from diary.papers.queries import content_of, job_of
from ldn_app.access.audience import for_patient

from .background_pdf import KIND, ask_for_sheet, name_of, period_lead, period_query, sheet_progress
from .pdf import pdf_answer
from .preferences import asked_in


@require_POST
@for_patient
def ask(request: HttpRequest) -> HttpResponse:
    """One job, however often the button is tapped."""
    patient, asked = request.user.patient, asked_in(request.POST)
    job = ask_for_sheet(request.viewer, patient, asked, now=timezone.now())
    return redirect("visit:job", job.public_id)


@require_safe
@for_patient
def watch(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """The page that shows how far it is; without JavaScript a button loads it again."""
    job = _job(request, job_id)
    context = {
        "progress": _progress(job),
        "title": _("PDFを作る"),
        "lead": period_lead(job),
        "back": reverse("visit:page") + period_query(job),
    }
    return render(request, "diary/papers/waiting.html", context)


@require_safe
@for_patient
def state(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """The part of that page that changes."""
    context = {"progress": _progress(_job(request, job_id))}
    return render(request, "diary/papers/fragments/progress.html", context)


@require_safe
@for_patient
def fetch(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """The finished PDF; a 404 before it is finished and when its hour is over."""
    job = _job(request, job_id)
    content = content_of(job, now=timezone.now())
    if content is None:
        raise Http404
    return pdf_answer(content, name=name_of(job))


def _progress(job: PaperJob) -> Progress:
    at = Addresses(
        here=reverse("visit:job", args=[job.public_id]),
        part=reverse("visit:job_state", args=[job.public_id]),
        file=reverse("visit:job_file", args=[job.public_id]),
        ask=reverse("visit:ask"),
    )
    words = pdf_words(only_for=_("あなただけが開けます。"))
    return sheet_progress(job, words, at, now=timezone.now())


def _job(request: HttpRequest, job_id: UUID) -> PaperJob:
    job = job_of(request.viewer, job_id, kind=KIND)
    if job is None:
        raise Http404
    return job
