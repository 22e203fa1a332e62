"""The side of readers with an account: which diaries are open to them, and the sheet of one."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from diary.comments.desk import desk_of
from diary.summaries.charts.style import PRINT
from diary.summaries.domain.period import takes_long
from diary.summaries.visit_summary.pdf import pdf_response
from diary.summaries.visit_summary.preferences import period_links, query_of
from ldn_app.access.audience import for_clinician, for_reader, reader_name_of
from ldn_app.access.audit import record_list_access
from ldn_app.access.models import AccessKind, ShareGrant
from ldn_app.background_jobs.services.batches import MOST_PATIENTS
from ldn_app.ui.heavy_work import heavy_work

from ..patient_list.build import build_patient_list
from ..shared_sheet import query_of_a_long_period, shared_sheet, sheet_on_screen

LONGEST_NAME = 40
MADE = "papers_of_several"  # where the session remembers them


@require_http_methods(["GET", "HEAD", "POST"])
@for_clinician
def grants(request: HttpRequest) -> HttpResponse:
    """The patients who share with this clinician's clinics. Searching is a POST: a name stands
    in no address. Fifty stand on a page, the pages in one order; whoever searches gets the first
    fifty. Each patient on the page has it in their log before the page is made."""
    asked = request.GET.get("page", "")
    page = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 1
    return list_page(request, typed=request.POST.get("name", "")[:LONGEST_NAME], page=page)


def list_page(
    request: HttpRequest,
    *,
    typed: str = "",
    page: int = 1,
    chosen: Collection[UUID] = (),
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    """``chosen``: whose papers were ticked, ``error``: why they are not made."""
    now = timezone.now()
    patients = build_patient_list(request.user.pk, typed=typed, page=page, now=now)
    name = reader_name_of(request.user)
    record_list_access(patients.grants, reader_name=name, kind=AccessKind.PATIENT_LISTED, at=now)
    context = {
        "patients": patients,
        "chosen": chosen,
        "error": error,
        "most": MOST_PATIENTS,
        "papers": papers_made_in(request, now),
    }
    return render(request, "diary/sharing/grants.html", context, status=status)


def papers_made_in(request: HttpRequest, now: datetime) -> str:
    """The address of what was made for several patients in this session, for its hour; or "".

    It stands in the session itself: the list has no query to spare.
    """
    address, until = request.session.get(MADE, ("", 0))
    return address if now.timestamp() < until else ""


@require_safe
@for_reader(AccessKind.READER_SUMMARY)
def sheet(request: HttpRequest, grant: ShareGrant) -> HttpResponse:
    shared = sheet_on_screen(request, grant)
    period = shared.summary.period
    context = {
        "grant": grant,
        "sheet": shared,
        "periods": period_links(period),
        "period_query": query_of(period),
        "takes_long": takes_long(period),
        "desk": desk_of(request.viewer, grant, query=query_of(period)),
    }
    return render(request, "diary/sharing/sheet.html", context)


@require_safe
@for_reader(AccessKind.READER_PDF)
@heavy_work
def summary_pdf(request: HttpRequest, grant: ShareGrant) -> HttpResponse:
    """At once where that is quick; a long period leads back to the page with its button."""
    if (long_one := query_of_a_long_period(request, grant)) is not None:
        return redirect(reverse("shared:sheet", args=[grant.public_id]) + long_one)
    return pdf_response(shared_sheet(request, grant, PRINT))
