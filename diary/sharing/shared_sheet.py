"""The sheet as a reader of a grant gets it."""

from django.http import HttpRequest
from django.utils import timezone

from diary.summaries.charts.style import Style
from diary.summaries.visit.choice import asked_in
from diary.summaries.visit.compose import choice_of, compose_sheet, period_asked
from diary.summaries.visit.long_paper import takes_long
from diary.summaries.visit.period_links import query_of
from diary.summaries.visit.sheet import VisitSheet
from ldn_app.access.models import ShareGrant


def shared_sheet(request: HttpRequest, grant: ShareGrant, style: Style) -> VisitSheet:
    return compose_sheet(
        request.viewer,
        patient=grant.patient,
        asked=asked_in(request.GET),
        now=timezone.now(),
        style=style,
    )


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
