"""The side of readers with an account: which diaries are open to them, and the sheet of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from diary.summaries.charts.style import PRINT, SCREEN
from diary.summaries.visit.pdf import pdf_response
from diary.summaries.visit.period_links import period_links, query_of
from ldn_app.access.audience import for_clinician, for_reader
from ldn_app.access.grants import live_grants, waiting_grants
from ldn_app.access.models import ShareGrant

from ..shared_sheet import shared_sheet


@require_safe
@for_clinician
def grants(request: HttpRequest) -> HttpResponse:
    """The looks that patients have given to this clinician's clinics and that are open now."""
    now = timezone.now()
    found = live_grants(request.user.pk, now=now).filter(kind=ShareGrant.Kind.CLINIC)
    context = {"grants": found, "waiting": waiting_grants(request.user.pk, now=now).count()}
    return render(request, "diary/sharing/grants.html", context)


@require_safe
@for_reader
def sheet(request: HttpRequest, grant: ShareGrant) -> HttpResponse:
    shared = shared_sheet(request, grant, SCREEN)
    period = shared.summary.period
    context = {
        "grant": grant,
        "sheet": shared,
        "periods": period_links(period),
        "period_query": query_of(period),
    }
    return render(request, "diary/sharing/sheet.html", context)


@require_safe
@for_reader
def summary_pdf(request: HttpRequest, grant: ShareGrant) -> HttpResponse:
    return pdf_response(shared_sheet(request, grant, PRINT))
