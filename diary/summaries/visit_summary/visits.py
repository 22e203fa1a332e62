"""The days on which the patient saw the doctor, and what they want to ask next time."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Subquery, Value
from django.db.models.functions import Coalesce

from diary.visits.models import Visit
from ldn_app.access.models import ShareCategory
from ldn_app.access.viewer import Viewer

from ..domain.external_sections import VisitSection
from ..domain.period import Period
from ..domain.states import State


def visits_from_last(viewer: Viewer, day: date) -> list[Visit]:
    """The latest visit before ``day`` and everything after it. One query; all that is there when
    there was none."""
    happened = Visit.objects.visible_to(viewer).happened().filter(visited_on__lt=day)
    latest = happened.order_by("-visited_on").values("visited_on")[:1]
    rows = Visit.objects.visible_to(viewer).filter(
        visited_on__gte=Coalesce(Subquery(latest), Value(date.min))
    )
    return [row for row in _in_order(rows) if row.visited_on >= day or _has_happened(row)]


def build_visits(
    viewer: Viewer, period: Period, *, today: date, visits: Sequence[Visit] | None
) -> VisitSection:
    """One query, unless ``visits`` were read already. A visit of ``today`` is the one that the
    sheet is made for, planned or not."""
    if not viewer.may_read(ShareCategory.VISITS):
        return VisitSection(State.NOT_SHARED)
    if visits is None:
        visits = _in_order(Visit.objects.visible_to(viewer).filter(visited_on__gte=period.first))
    happened = [row.visited_on for row in visits if _has_happened(row)]
    days = tuple(dict.fromkeys(day for day in happened if period.first <= day <= period.last))
    coming = next((row for row in visits if row.visited_on >= today), None)
    if coming is None:
        return VisitSection(State.PRESENT if days else State.NOT_RECORDED, days)
    return VisitSection(State.PRESENT, days, coming.visited_on, coming.questions)


def _in_order(rows) -> list[Visit]:
    rows = rows.exclude(state=Visit.State.CANCELLED)
    return list(rows.order_by("visited_on", "local_time", "pk"))


def _has_happened(row: Visit) -> bool:
    return row.state == Visit.State.HAPPENED
