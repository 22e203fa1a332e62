"""Which period a request asks for, and what the patient chose to be on the sheet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from diary.visits.models import Visit
from ldn_app.access.models import ShareCategory
from ldn_app.access.viewer import Viewer

from ..domain.period import SINCE_VISIT, Asked, Period, choose_period, within
from ..domain.visit_summary import DEFAULT_APPENDIX, AppendixSection, known_sections
from ..models import SheetChoice
from .questions_and_notes import visits_from_last

NOTHING_ASKED = Asked()


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the patient chose once. ``sections``: what follows the first page."""

    asked: Asked = NOTHING_ASKED
    sections: tuple[AppendixSection, ...] = DEFAULT_APPENDIX


def asked_in(query: Mapping[str, str]) -> Asked:
    """What an address asks for; a day that no calendar has counts as not given."""
    return Asked(query.get("period"), _day(query.get("from")), _day(query.get("to")))


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def remembered(viewer: Viewer) -> Chosen:
    """The choice of the viewer's own record; before the first choice, the default. One query."""
    row = SheetChoice.objects.visible_to(viewer).first()
    if row is None:
        return Chosen()
    asked = Asked(row.period, row.first_day, row.last_day)
    return Chosen(asked, known_sections(row.sections))


def period_for(viewer: Viewer, asked: Asked, *, today: date) -> Period:
    """The period that was ``asked`` for, within the days that may be read.

    One query, for 「前回の受診から」 only.
    """
    return period_and_visits(viewer, asked, today=today)[0]


def period_and_visits(
    viewer: Viewer, asked: Asked, *, today: date
) -> tuple[Period, list[Visit] | None]:
    """The same, and the visits that were read for it; None when none were needed."""
    last = min(today, viewer.last_day or today)
    visits_shared = viewer.may_read(ShareCategory.VISITS)
    visits = last_visit = None
    if asked.choice == SINCE_VISIT and visits_shared:
        visits = visits_from_last(viewer, last)
        last_visit = next((one.visited_on for one in visits if one.visited_on < last), None)
    period = choose_period(asked, today=last, last_visit=last_visit, visits_shared=visits_shared)
    return within(period, viewer.first_day, viewer.last_day), visits
