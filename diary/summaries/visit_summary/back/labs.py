"""Every laboratory value of the period, day by day, the oldest first."""

from django.utils.translation import gettext as _

from ldn_app.ui.dates import full_day_label

from ...charts.style import Style
from ...domain.external_sections import LabDay
from ...domain.states import State
from ...domain.visit_summary import VisitSummary
from ..lab_words import outside_words
from ..labels import state_words
from ..section import SheetSection, Table


def lab_part(summary: VisitSummary, style: Style) -> SheetSection:
    title, labs = _("検査の値(この期間すべて)"), summary.labs
    if not labs.days:
        state = State.NOT_RECORDED if labs.state is State.PRESENT else labs.state
        return SheetSection(title, state_words(state), kind="tables")
    key = _("値・単位・基準範囲は伝票のとおり。▲▼ はその伝票の範囲の外。判定はしていません。")
    tables = tuple(_table(day) for day in reversed(labs.days))
    return SheetSection(title, tables=tables, key=key, kind="tables")


def _table(day: LabDay) -> Table:
    heads = (_("項目"), _("値"), _("単位"), _("伝票の基準範囲"))
    rows = tuple(
        (
            line.name,
            " ".join(filter(None, (line.value, outside_words(line.place)))),
            line.unit,
            line.limits or _("未記入"),
        )
        for line in day.lines
    )
    return Table(full_day_label(day.on_day), heads, rows)
