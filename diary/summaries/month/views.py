"""The month and a day of it."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from diary.symptoms.domain.answer_time import EARLIEST_DAY
from ldn_app.access.audience import for_patient
from ldn_app.clock import today_of

from .build import build_month, legend
from .day import build_day


@require_safe
@for_patient
def month(request: HttpRequest) -> HttpResponse:
    """The latest four weeks, or those that show the day ``from`` in the address."""
    today = _today(request)
    return _page(request, wanted=_from(request) or today, today=today)


@require_safe
@for_patient
def month_with_day(request: HttpRequest, day: date) -> HttpResponse:
    """The four weeks that show ``day``, with that day opened below them."""
    today = _today(request)
    _insist_on_day(day, today)
    return _page(request, wanted=day, today=today, is_open=True)


@require_safe
@for_patient
def day_of_month(request: HttpRequest, day: date) -> HttpResponse:
    """The opened day alone, to be put in its place on the page."""
    today = _today(request)
    _insist_on_day(day, today)
    context = {"detail": build_day(request.viewer, day=day, today=today)}
    return render(request, "diary/summaries/month/fragments/day.html", context)


def _page(request: HttpRequest, **wanted) -> HttpResponse:
    week_starts_on = request.user.patient.week_starts_on
    page = build_month(request.viewer, week_starts_on=week_starts_on, **wanted)
    context = {"month": page, "detail": page.detail, "legend": legend()}
    return render(request, "diary/summaries/month/month.html", context)


def _insist_on_day(day: date, today: date) -> None:
    """A day to come, or one before all diaries, is a 404."""
    if not EARLIEST_DAY <= day <= today:
        raise Http404


def _today(request: HttpRequest) -> date:
    return today_of(request.user.patient, timezone.now())


def _from(request: HttpRequest) -> date | None:
    try:
        return date.fromisoformat(request.GET.get("from", ""))
    except ValueError:
        return None
