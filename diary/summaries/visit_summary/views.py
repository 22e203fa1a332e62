"""The page for the doctor and its PDF, for the patient."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from diary.visits.forms import VisitForm
from ldn_app.access.audience import for_patient
from ldn_app.clock import today_of
from ldn_app.ui.heavy_work import heavy_work

from ..charts.style import PRINT, SCREEN
from ..domain.period import takes_long
from .pdf import pdf_response
from .preferences import (
    asked_in,
    choice_of,
    period_asked,
    period_links,
    query_of,
    remember_choice,
    remembered,
)
from .preferences_form import PreferencesForm
from .sheet import compose_sheet, sheet_of


@require_safe
@for_patient
def page(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    sheet = compose_sheet(
        request.viewer,
        patient=request.user.patient,
        asked=asked_in(request.GET),
        now=now,
        style=SCREEN,
    )
    period = sheet.summary.period
    context = {
        "sheet": sheet,
        "periods": period_links(period),
        "period_query": query_of(period),
        "takes_long": takes_long(period),
        "visit_form": VisitForm(today=today_of(request.user.patient, now)),
    }
    return render(request, "diary/summaries/visit.html", context)


@require_safe
@for_patient
@heavy_work
def summary_pdf(request: HttpRequest) -> HttpResponse:
    """At once where that is quick; a long period redirects to the page, whose button asks for a
    PDF that is made in the background."""
    now, patient, asked = timezone.now(), request.user.patient, asked_in(request.GET)
    chosen = choice_of(request.viewer, patient)
    period = period_asked(request.viewer, chosen, asked, patient=patient, now=now)
    if takes_long(period):
        return redirect(reverse("summary:page") + query_of(period))
    sheet = sheet_of(
        request.viewer,
        period,
        patient=patient,
        sections=chosen.sections,
        now=now,
        style=PRINT,
    )
    return pdf_response(sheet)


@require_http_methods(["GET", "HEAD", "POST"])
@for_patient
def choose(request: HttpRequest) -> HttpResponse:
    """Period and sections, chosen once and remembered."""
    now = timezone.now()
    form = PreferencesForm(
        request.POST if request.method == "POST" else None,
        today=today_of(request.user.patient, now),
        chosen=remembered(request.viewer),
    )
    if form.is_valid():
        chosen = form.chosen()
        remember_choice(request.viewer, asked=chosen.asked, sections=chosen.sections, now=now)
        messages.success(request, _("保存しました。次からもこの形でまとめます。"))
        return redirect("summary:page")
    status = 422 if form.is_bound else 200
    return render(request, "diary/summaries/choose.html", {"form": form}, status=status)
