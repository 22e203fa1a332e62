"""The sheet and the days as a reader of a grant gets them."""

from dataclasses import replace
from datetime import date

from django.http import Http404, HttpRequest
from django.utils import timezone

from diary.summaries.charts.style import SCREEN, DayPages, Style
from diary.summaries.domain.period import takes_long
from diary.summaries.one_day.build import DayForReader, build_day_for_reader
from diary.summaries.visit_summary.preferences import (
    asked_in,
    choice_of,
    period_asked,
    query_again,
    query_of,
)
from diary.summaries.visit_summary.sheet import VisitSheet, compose_sheet
from diary.symptoms.domain.answer_time import EARLIEST_DAY
from ldn_app.access.models import ShareGrant

DAYS = "days/"  # below the address of a sheet lie its days


def shared_sheet(request: HttpRequest, grant: ShareGrant, style: Style) -> VisitSheet:
    return compose_sheet(
        request.viewer,
        patient=grant.patient,
        asked=asked_in(request.GET),
        now=timezone.now(),
        style=style,
    )


def sheet_on_screen(request: HttpRequest, grant: ShareGrant) -> VisitSheet:
    """The same; its days lead to their own pages, and back to the same period."""
    pages = day_pages(request, request.path)
    return shared_sheet(request, grant, replace(SCREEN, day_pages=pages))


def day_pages(request: HttpRequest, sheet: str) -> DayPages:
    """Where the days of the sheet at the address ``sheet`` lie."""
    return DayPages(sheet + DAYS, query_again(asked_in(request.GET)))


def shared_day(request: HttpRequest, grant: ShareGrant, day: date) -> DayForReader:
    """Raises Http404 for a day before all diaries; those outside the grant never come so far."""
    if day < EARLIEST_DAY:
        raise Http404
    return build_day_for_reader(request.viewer, patient=grant.patient, day=day, now=timezone.now())


def query_of_a_long_period(request: HttpRequest, grant: ShareGrant) -> str | None:
    """The query string of a period whose PDF a worker makes; None where it is made at once."""
    period = period_asked(
        request.viewer,
        choice_of(request.viewer, grant.patient),
        asked_in(request.GET),
        patient=grant.patient,
        now=timezone.now(),
    )
    return query_of(period) if takes_long(period) else None
