"""A long PDF for whoever reads through a grant: asked for, watched, fetched.

Asking and fetching stand in the patient's log; looking how far it is shows nothing of the diary.
"""

from datetime import datetime
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
from diary.summaries.visit_summary.background_pdf import (
    KIND,
    ask_for_sheet,
    name_of,
    period_query,
    sheet_progress,
)
from diary.summaries.visit_summary.pdf import pdf_answer
from diary.summaries.visit_summary.preferences import asked_in
from ldn_app.access.audience import (
    for_reader,
    for_visitor,
    for_waiting_reader,
    for_waiting_visitor,
    reader_name_of,
)
from ldn_app.access.audit import record_access
from ldn_app.access.models import ShareGrant


@require_POST
@for_reader
def ask(request: HttpRequest, grant: ShareGrant) -> HttpResponse:
    job = _ask(request, grant, timezone.now())
    return redirect("shared:job", grant.public_id, job.public_id)


@require_safe
@for_waiting_reader
def watch(request: HttpRequest, paper_id: UUID, grant: ShareGrant) -> HttpResponse:
    back = reverse("shared:sheet", args=[grant.public_id])
    return _page(request, paper_id, _addresses_of_reader(paper_id, grant), back=back)


@require_safe
@for_waiting_reader
def state(request: HttpRequest, paper_id: UUID, grant: ShareGrant) -> HttpResponse:
    return _part(request, paper_id, _addresses_of_reader(paper_id, grant))


@require_safe
@for_waiting_reader
def fetch(request: HttpRequest, paper_id: UUID, grant: ShareGrant) -> HttpResponse:
    return _file(request, paper_id, grant, reader_name_of(request.user))


@require_POST
@for_visitor
def ask_in_room(request: HttpRequest, grant: ShareGrant) -> HttpResponse:
    return redirect("room:job", _ask(request, grant, timezone.now()).public_id)


@require_safe
@for_waiting_visitor
def watch_in_room(request: HttpRequest, paper_id: UUID, grant: ShareGrant) -> HttpResponse:
    return _page(request, paper_id, _addresses_in_room(paper_id), back=reverse("room:sheet"))


@require_safe
@for_waiting_visitor
def state_in_room(request: HttpRequest, paper_id: UUID, grant: ShareGrant) -> HttpResponse:
    return _part(request, paper_id, _addresses_in_room(paper_id))


@require_safe
@for_waiting_visitor
def fetch_in_room(request: HttpRequest, paper_id: UUID, grant: ShareGrant) -> HttpResponse:
    return _file(request, paper_id, grant, request.look.visitor_name)


def _addresses_of_reader(paper_id: UUID, grant: ShareGrant) -> Addresses:
    names = [grant.public_id, paper_id]
    return Addresses(
        here=reverse("shared:job", args=names),
        part=reverse("shared:job_state", args=names),
        file=reverse("shared:job_file", args=names),
        ask=reverse("shared:ask", args=[grant.public_id]),
    )


def _addresses_in_room(paper_id: UUID) -> Addresses:
    return Addresses(
        here=reverse("room:job", args=[paper_id]),
        part=reverse("room:job_state", args=[paper_id]),
        file=reverse("room:job_file", args=[paper_id]),
        ask=reverse("room:ask"),
    )


def _ask(request: HttpRequest, grant: ShareGrant, now: datetime) -> PaperJob:
    """One job, however often the button is tapped."""
    asked, look = asked_in(request.POST), getattr(request, "look", None)
    return ask_for_sheet(request.viewer, grant.patient, asked, now=now, look=look)


def _page(request: HttpRequest, paper_id: UUID, at: Addresses, *, back: str) -> HttpResponse:
    """How far it is; without JavaScript a button loads it again."""
    job = _job(request, paper_id)
    context = {
        "progress": _progress(job, at),
        "title": _("PDFを作る"),
        "lead": _("PDFを開くと、患者さんが読める履歴に残ります。"),
        "back": back + period_query(job),
    }
    return render(request, "diary/papers/waiting.html", context)


def _part(request: HttpRequest, paper_id: UUID, at: Addresses) -> HttpResponse:
    context = {"progress": _progress(_job(request, paper_id), at)}
    return render(request, "diary/papers/fragments/progress.html", context)


def _progress(job: PaperJob, at: Addresses) -> Progress:
    only_you = _("あなただけが開けます。共有が終わると、開けなくなります。")
    return sheet_progress(job, pdf_words(only_for=only_you), at, now=timezone.now())


def _file(
    request: HttpRequest, paper_id: UUID, grant: ShareGrant, reader_name: str
) -> HttpResponse:
    """Logged before it leaves, and only when there is one: a 404 showed nothing."""
    job, now = _job(request, paper_id), timezone.now()
    content = content_of(job, now=now)
    if content is None:
        raise Http404
    page = request.resolver_match.view_name
    record_access(grant, reader_name=reader_name, page=page, at=now)
    return pdf_answer(content, name=name_of(job))


def _job(request: HttpRequest, paper_id: UUID) -> PaperJob:
    """The reader's own job through this grant; a 404 for another's."""
    job = job_of(request.viewer, paper_id, kind=KIND, look=getattr(request, "look", None))
    if job is None:
        raise Http404
    return job
