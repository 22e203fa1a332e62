"""Every symptom of the period in one table, week by week."""

from django.utils.translation import gettext as _

from ...charts.style import Style
from ...domain.visit_summary import SymptomSummary, VisitSummary
from ..labels import brief_spread, short_day, spread_words, state_words
from ..section import SheetSection, Table

WEEKS_IN_A_TABLE = 7


def symptom_part(summary: VisitSummary, style: Style) -> SheetSection:
    """Tables of seven weeks at most: more columns would not stand on the page."""
    title, section = _("症状(すべて)"), summary.symptoms
    instead = state_words(section.state)
    if instead:
        return SheetSection(title, instead, kind="tables")
    symptoms = (*section.top, *section.others)
    pieces = [
        _table(summary, symptoms, first) for first in range(0, len(summary.weeks), WEEKS_IN_A_TABLE)
    ]
    key = _("週ごとの中央値(25–75%)。記録が3日に満たない週は中央値だけ。空白は未記録。")
    return SheetSection(title, tables=(_whole(symptoms), *pieces), key=key, kind="tables")


def _whole(symptoms: tuple[SymptomSummary, ...]) -> Table:
    heads = (_("症状"), _("中央値(25–75%)"), _("記録した日"), _("10 のめやす"))
    rows = tuple((one.name, spread_words(one.whole), str(one.days), one.anchor) for one in symptoms)
    return Table(_("この期間"), heads, rows)


def _table(summary: VisitSummary, symptoms: tuple[SymptomSummary, ...], first: int) -> Table:
    weeks = summary.weeks[first : first + WEEKS_IN_A_TABLE]
    heads = (_("症状"), *(short_day(week.first) + "–" for week in weeks))
    rows = tuple(
        (
            one.name,
            *(brief_spread(middle) for middle in one.weekly[first : first + len(weeks)]),
        )
        for one in symptoms
    )
    return Table(_("%s からの週") % short_day(weeks[0].first), heads, rows)
