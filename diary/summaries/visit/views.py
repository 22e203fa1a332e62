"""The page for the doctor and its PDF, for the patient."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from diary.visits.forms import VisitForm
from ldn_app.access.audience import for_patient

from ..charts.style import PRINT, SCREEN
from .compose import compose_sheet
from .pdf import pdf_response
from .period_links import period_links


@require_safe
@for_patient
def page(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    patient, asked = request.user.patient, request.GET.get("period")
    sheet = compose_sheet(request.viewer, patient=patient, asked=asked, now=now, style=SCREEN)
    context = {
        "sheet": sheet,
        "periods": period_links(sheet.summary.period),
        "visit_form": VisitForm(today=timezone.localdate(now)),
    }
    return render(request, "diary/summaries/visit.html", context)


@require_safe
@for_patient
def summary_pdf(request: HttpRequest) -> HttpResponse:
    patient, asked = request.user.patient, request.GET.get("period")
    sheet = compose_sheet(
        request.viewer, patient=patient, asked=asked, now=timezone.now(), style=PRINT
    )
    return pdf_response(sheet)
