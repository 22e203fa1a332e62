"""Before and after each change of the plan."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ldn_app.access.audience import for_patient
from ldn_app.clock import today_of

from ..charts.style import SCREEN
from ..domain.change import Reach
from ..visit_summary.preferences import (
    asked_in,
    choice_of,
    period_asked,
    period_words,
    query_of,
    remark_words,
)
from .build import build_changes
from .sheet import build_change_sheet


@require_safe
@for_patient
def page(request: HttpRequest) -> HttpResponse:
    now, patient = timezone.now(), request.user.patient
    today = today_of(patient, now)
    chosen = choice_of(request.viewer, patient)
    period = period_asked(request.viewer, chosen, asked_in(request.GET), patient=patient, now=now)
    reach = _reach(request)
    section = build_changes(request.viewer, period, today=today, reach=reach)
    context = {
        "sheet": build_change_sheet(section, SCREEN),
        "period": period_words(period),
        "remark": remark_words(period.remark),
        "reaches": _reach_links(reach, query_of(period)),
    }
    return render(request, "diary/summaries/change.html", context)


def _reach(request: HttpRequest) -> Reach:
    asked = request.GET.get("reach")
    return Reach(asked) if asked in set(Reach) else Reach.FOURTEEN


def _reach_links(current: Reach, period_query: str) -> list[tuple[str, str, bool]]:
    words = {Reach.FOURTEEN: _("前後14日"), Reach.WHOLE_STEP: _("前後の段階ぜんぶ")}
    address = reverse("summary:changes")
    return [
        (f"{address}{period_query}&reach={reach}", words[reach], reach is current)
        for reach in Reach
    ]
