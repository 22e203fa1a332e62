"""A PDF that is made in the background: asked for, watched, fetched."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ldn_app.access.audience import for_patient

from ..domain.period import Period
from ..models import PdfJob
from .choice import asked_in
from .compose import choice_of, period_asked
from .jobs import ask_for_pdf, content_of, job_of
from .pdf import pdf_answer
from .period_links import query_of
from .words import period_words


@require_POST
@for_patient
def ask(request: HttpRequest) -> HttpResponse:
    """One job, however often the button is tapped."""
    now, patient = timezone.now(), request.user.patient
    chosen = choice_of(request.viewer, patient)
    period = period_asked(request.viewer, chosen, asked_in(request.POST), patient=patient, now=now)
    job = ask_for_pdf(request.viewer, period, chosen, now=now)
    return redirect("visit:job", job.public_id)


@require_safe
@for_patient
def watch(request: HttpRequest, job_id) -> HttpResponse:
    """The page that shows how far it is; without JavaScript a button loads it again."""
    return render(request, "diary/summaries/pdf_job.html", _context(request, job_id))


@require_safe
@for_patient
def state(request: HttpRequest, job_id) -> HttpResponse:
    """The part of that page that changes."""
    return render(request, "diary/summaries/fragments/pdf_job.html", _context(request, job_id))


@require_safe
@for_patient
def fetch(request: HttpRequest, job_id) -> HttpResponse:
    """The finished PDF; a 404 before it is finished and when its hour is over."""
    job = _job(request, job_id)
    content = content_of(job, now=timezone.now())
    if content is None:
        raise Http404
    return pdf_answer(content, day=timezone.localdate(job.asked_at))


def _context(request: HttpRequest, job_id) -> dict:
    job = _job(request, job_id)
    period = Period(job.period, job.first_day, job.last_day)
    return {
        "job": job,
        "step_words": step_words()[job.step],
        "steps": PdfJob.STEPS,
        "period": period_words(period),
        "period_query": query_of(period),
        "is_over": job.is_over(timezone.now()),
    }


def step_words() -> tuple[str, ...]:
    return (
        _("順番を待っています"),
        _("記録を読んで、図をかいています"),
        _("紙の形にならべています"),
        _("鍵をかけて、しまっています"),
        _("できました"),
    )


def _job(request: HttpRequest, job_id) -> PdfJob:
    job = job_of(request.viewer, job_id)
    if job is None:
        raise Http404
    return job
