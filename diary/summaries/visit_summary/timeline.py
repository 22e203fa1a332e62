"""Plan, pauses, visits and blood tests of the period on one line of time, and as an appendix."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from ldn_app.ui.dates import full_day_label

from ..charts.style import Style
from ..domain.visit_summary import VisitSummary
from .labels import short_day, state_words, without_day
from .plan import line_words
from .section import Entry, SheetSection


class EventSort(StrEnum):
    PLAN = "plan"
    VISIT = "visit"
    LAB = "lab"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that took place on a day of the period. ``words``: as the sheet prints it."""

    on_day: date
    sort: EventSort
    words: str


def _in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """The oldest first; on one day the visit, what it changed, then the blood."""
    rank = {EventSort.VISIT: 0, EventSort.PLAN: 1, EventSort.LAB: 2}
    return tuple(sorted(events, key=lambda event: (event.on_day, rank[event.sort])))


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
    return _in_order(found)


def points_of(summary: VisitSummary) -> list[tuple]:
    """Days of visits and blood tests with the letter that marks them."""
    letters = {EventSort.VISIT: _("受"), EventSort.LAB: _("採")}
    return [
        (event.on_day, letters[event.sort]) for event in events_of(summary) if event.sort in letters
    ]


def timeline_appendix(summary: VisitSummary, style: Style) -> SheetSection:
    events = events_of(summary)
    sources = ((_("計画"), summary.plan), (_("受診"), summary.visits), (_("検査"), summary.labs))
    states = [
        _("%(name)s: %(state)s") % {"name": name, "state": state_words(section.state)}
        for name, section in sources
        if state_words(section.state)
    ]
    return SheetSection(
        _("できごと"),
        instead="" if events else _("この期間のできごとは未記録"),
        facts=tuple(states),
        entries=tuple(
            Entry(full_day_label(event.on_day), without_day(event.words)) for event in events
        ),
        kind="list",
    )
