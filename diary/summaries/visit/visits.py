"""The days on which the patient saw the doctor."""

from diary.visits.models import Visit
from ldn_app.access.models import ShareCategory
from ldn_app.access.viewer import Viewer

from ..domain.other_rooms import VisitSection
from ..domain.period import Period
from ..domain.states import State


def build_visits(viewer: Viewer, period: Period) -> VisitSection:
    """One query."""
    if not viewer.may_read(ShareCategory.VISITS):
        return VisitSection(State.NOT_SHARED)
    rows = Visit.objects.visible_to(viewer)
    rows = rows.filter(visited_on__range=(period.first, period.last)).order_by("visited_on")
    days = tuple(rows.values_list("visited_on", flat=True))
    return VisitSection(State.PRESENT if days else State.NOT_RECORDED, days)
