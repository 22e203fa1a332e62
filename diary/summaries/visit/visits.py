"""The days on which the patient saw the doctor, and what they want to ask next time."""

from datetime import date

from diary.visits.models import Visit
from ldn_app.access.models import ShareCategory
from ldn_app.access.viewer import Viewer

from ..domain.other_rooms import VisitSection
from ..domain.period import Period
from ..domain.states import State


def build_visits(viewer: Viewer, period: Period, *, today: date) -> VisitSection:
    """One query. A visit of ``today`` is the one that the sheet is made for, planned or not."""
    if not viewer.may_read(ShareCategory.VISITS):
        return VisitSection(State.NOT_SHARED)
    rows = Visit.objects.visible_to(viewer).filter(visited_on__gte=period.first)
    rows = rows.exclude(state=Visit.State.CANCELLED)
    found = list(rows.order_by("visited_on", "local_time", "pk"))
    happened = [row.visited_on for row in found if row.state == Visit.State.HAPPENED]
    days = tuple(dict.fromkeys(day for day in happened if day <= period.last))
    coming = next((row for row in found if row.visited_on >= today), None)
    if coming is None:
        return VisitSection(State.PRESENT if days else State.NOT_RECORDED, days)
    return VisitSection(State.PRESENT, days, coming.visited_on, coming.questions)
