"""Which period a request asks for."""

from datetime import date

from diary.visits.queries import last_visit_before
from ldn_app.access.models import ShareCategory
from ldn_app.access.viewer import Viewer

from ..domain.period import SINCE_VISIT, Period, choose_period, within


def period_for(viewer: Viewer, asked: str | None, *, today: date) -> Period:
    """The period named ``asked`` (None: nothing asked), within the days that may be read.

    One query, for 「前回の受診から」 only.
    """
    last = min(today, viewer.last_day or today)
    visits_shared = viewer.may_read(ShareCategory.VISITS)
    last_visit = None
    if asked == SINCE_VISIT and visits_shared:
        last_visit = last_visit_before(viewer, last)
    period = choose_period(asked, today=last, last_visit=last_visit, visits_shared=visits_shared)
    return within(period, viewer.first_day, viewer.last_day)
