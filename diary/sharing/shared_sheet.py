"""The sheet as a reader of a grant gets it."""

from django.http import HttpRequest
from django.utils import timezone

from diary.summaries.charts.style import Style
from diary.summaries.visit.choice import asked_in
from diary.summaries.visit.compose import compose_sheet
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
