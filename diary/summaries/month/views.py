"""The month and a day of it."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from diary.doses.clock import clock_of
from ldn_app.access.audience import for_patient

from .build import build_month
from .day import build_day
from .words import legend


@require_safe
@for_patient
def month(request: HttpRequest) -> HttpResponse:
    """The latest four weeks, or those that show the day ``from`` in the address."""
    today = _today(request)
    return _page(request, _wanted(request) or today, today=today)


@require_safe
@for_patient
def month_with_day(request: HttpRequest, day: date) -> HttpResponse:
    """The four weeks that show ``day``, with that day opened below them."""
    today = _today(request)
    if day > today:
        raise Http404
    detail = build_day(request.viewer, day=day, today=today)
    return _page(request, day, today=today, detail=detail)


@require_safe
@for_patient
def day_of_month(request: HttpRequest, day: date) -> HttpResponse:
    """The opened day alone, to be put in its place on the page."""
    today = _today(request)
    if day > today:
        raise Http404
    detail = build_day(request.viewer, day=day, today=today)
    return render(request, "diary/summaries/month/fragments/day.html", {"detail": detail})


def _page(request: HttpRequest, wanted: date, *, today: date, detail=None) -> HttpResponse:
    week_starts_on = request.user.patient.week_starts_on
    context = {
        "month": build_month(
            request.viewer, wanted=wanted, today=today, week_starts_on=week_starts_on
        ),
        "detail": detail,
        "legend": legend(),
    }
    return render(request, "diary/summaries/month/month.html", context)


def _today(request: HttpRequest) -> date:
    return clock_of(request.user.patient).day_of(timezone.now())


def _wanted(request: HttpRequest) -> date | None:
    try:
        return date.fromisoformat(request.GET.get("from", ""))
    except ValueError:
        return None
