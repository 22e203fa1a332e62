"""Builds the page for the doctor: one query for each model, bounded by the period."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from diary.visits.models import Visit
from ldn_app.access.viewer import Viewer

from ..change.build import build_changes
from ..domain.change import Reach
from ..domain.period import Period
from ..domain.visit_summary import AppendixSection, VisitSummary
from ..domain.weeks import weeks_of
from .doses import build_nights, read_nights
from .labs import build_labs
from .medicines import build_medicines
from .plan import build_plan
from .questions_and_notes import build_notes, build_visits
from .scores import build_scores
from .side_effects import build_side_effects
from .sleep import build_sleep
from .symptoms import build_symptoms


def build_visit_summary(
    viewer: Viewer,
    period: Period,
    *,
    today: date,
    made_at: datetime,
    sections: Collection[AppendixSection] = (),
    visits: Sequence[Visit] | None = None,
) -> VisitSummary:
    """What ``viewer`` may read of ``period``. ``today``: the dose day that is still open.

    ``sections``: what the patient switched on beside the first page. ``visits``: those that were
    read to find the period, None when none were.
    """
    weeks = weeks_of(period.first, period.last)
    plans, nights = read_nights(viewer, period, today=today)
    medicines, supply = build_medicines(viewer, period)
    return VisitSummary(
        period=period,
        today=today,
        made_at=made_at,
        weeks=weeks,
        plan=build_plan(viewer, period, plans, nights),
        nights=build_nights(viewer, nights),
        symptoms=build_symptoms(viewer, period, weeks),
        sleep=build_sleep(viewer, period, weeks),
        side_effects=build_side_effects(viewer, period, weeks),
        notes=build_notes(viewer, period, with_others=AppendixSection.OTHER_NOTES in sections),
        labs=build_labs(viewer, period),
        scores=build_scores(viewer, period),
        medicines=medicines,
        supply=supply,
        visits=build_visits(viewer, period, today=today, visits=visits),
        changes=build_changes(viewer, period, today=today, reach=Reach.FOURTEEN)
        if AppendixSection.CHANGES in sections
        else None,
    )
