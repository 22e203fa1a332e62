"""Plan, pauses, visits and blood tests of the period on one line of time."""

from django.utils.translation import gettext as _

from ..domain.external_sections import Event, EventSort, in_order
from ..domain.visit_summary import VisitSummary
from .labels import line_words, short_day


def events_of(summary: VisitSummary) -> tuple[Event, ...]:
    """Everything of the period that has a day, the oldest first."""
    found = [Event(line.on_day, EventSort.PLAN, line_words(line)) for line in summary.plan.lines]
    found += [
        Event(day, EventSort.VISIT, _("%s 受診") % short_day(day)) for day in summary.visits.days
    ]
    found += [
        Event(day.on_day, EventSort.LAB, _("%s 採血") % short_day(day.on_day))
        for day in summary.labs.days
    ]
    return in_order(found)


def points_of(summary: VisitSummary) -> list[tuple]:
    """Days of visits and blood tests with the letter that marks them."""
    letters = {EventSort.VISIT: _("受"), EventSort.LAB: _("採")}
    return [
        (event.on_day, letters[event.sort]) for event in events_of(summary) if event.sort in letters
    ]
