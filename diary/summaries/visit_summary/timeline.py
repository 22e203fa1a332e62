"""Plan, pauses, visits and blood tests of the period on one line of time, and as an appendix."""

from django.utils.translation import gettext as _

from ldn_app.ui.dates import full_day_label

from ..charts.style import Style
from ..domain.external_sections import Event, EventSort, in_order
from ..domain.visit_summary import VisitSummary
from .labels import short_day, state_words, without_day
from .plan import line_words
from .section import Entry, SheetSection


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
