"""Everything that was obtained in the period, the oldest first."""

from django.utils.translation import gettext as _

from ldn_app.ui.dates import full_day_label

from ...charts.style import Style
from ...domain.states import State
from ...domain.visit_summary import VisitSummary
from ..labels import plain_day, state_words
from ..section import SheetSection, Table


def supply_part(summary: VisitSummary, style: Style) -> SheetSection:
    title, supply = _("薬の入手"), summary.supply
    if not supply.obtained:
        state = State.NOT_RECORDED if supply.state is State.PRESENT else supply.state
        return SheetSection(title, state_words(state), kind="tables")
    heads = (_("日"), _("入手元"), _("剤形"), _("濃度・規格"), _("ロット"), _("期限"), _("量"))
    rows = tuple(
        (
            full_day_label(one.on_day),
            one.source,
            one.form,
            one.strength or _("未記録"),
            one.lot or _("未記録"),
            plain_day(one.expires_on) if one.expires_on else _("未記録"),
            one.quantity or _("未記録"),
        )
        for one in reversed(supply.obtained)
    )
    return SheetSection(title, tables=(Table("", heads, rows),), kind="tables")
