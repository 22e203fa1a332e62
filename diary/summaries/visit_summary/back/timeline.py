"""Everything of the period that has a day, in one list."""

from django.utils.translation import gettext as _

from ldn_app.ui.dates import full_day_label

from ...charts.style import Style
from ...domain.visit_summary import VisitSummary
from ..labels import state_words, without_day
from ..section import Entry, SheetSection
from ..timeline import events_of


def timeline_part(summary: VisitSummary, style: Style) -> SheetSection:
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
