"""The clinician's side: which diaries are open to them, and the sheet of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from diary.summaries.charts.style import PRINT, SCREEN, Style
from diary.summaries.visit.choice import asked_in
from diary.summaries.visit.compose import compose_sheet
from diary.summaries.visit.pdf import pdf_response
from diary.summaries.visit.period_links import period_links, query_of
from diary.summaries.visit.sheet import VisitSheet
from ldn_app.access.audience import for_clinician
from ldn_app.access.grants import live_grants
from ldn_app.access.models import ShareGrant


@require_safe
@for_clinician
def grants(request: HttpRequest) -> HttpResponse:
    """The looks that patients have given to this clinician and that are open now."""
    found = live_grants(request.user.pk, now=timezone.now())
    return render(request, "diary/sharing/grants.html", {"grants": found})


@require_safe
@for_clinician
def sheet(request: HttpRequest, grant: ShareGrant) -> HttpResponse:
    shared = _sheet(request, grant, SCREEN)
    periods = period_links(shared.summary.period)
    context = {
        "grant": grant,
        "sheet": shared,
        "periods": periods,
        "period_query": query_of(shared.summary.period),
    }
    return render(request, "diary/sharing/sheet.html", context)


@require_safe
@for_clinician
def summary_pdf(request: HttpRequest, grant: ShareGrant) -> HttpResponse:
    return pdf_response(_sheet(request, grant, PRINT))


def _sheet(request: HttpRequest, grant: ShareGrant, style: Style) -> VisitSheet:
    return compose_sheet(
        request.viewer,
        patient=grant.patient,
        asked=asked_in(request.GET),
        now=timezone.now(),
        style=style,
    )
