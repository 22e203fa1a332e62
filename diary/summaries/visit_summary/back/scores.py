"""Every score of the period, the oldest first. No cut-off, no judgement."""

from operator import itemgetter

from django.utils.translation import gettext as _

from ldn_app.ui.dates import full_day_label

from ...charts.style import Style
from ...domain.states import State
from ...domain.visit_summary import VisitSummary
from ..labels import state_words
from ..section import SheetSection, Table


def score_part(summary: VisitSummary, style: Style) -> SheetSection:
    title, section = _("質問票の点数"), summary.scores
    dated = [
        (day, (_("PS"), str(level), _("0〜9"), _("数字が大きいほど、つらい")))
        for day, level in section.performance
    ]
    dated += [
        (one.on_day, (one.name, one.value, one.limits, one.direction)) for one in section.scores
    ]
    dated.sort(key=itemgetter(0))
    rows = tuple((full_day_label(day), *cells) for day, cells in dated)
    if not rows:
        state = State.NOT_RECORDED if section.state is State.PRESENT else section.state
        return SheetSection(title, state_words(state), kind="tables")
    heads = (_("日"), _("質問票"), _("点数"), _("範囲"), _("向き"))
    key = _("入力された点数のままです。診断や判定ではありません。空白は分からないものです。")
    return SheetSection(title, tables=(Table("", heads, rows),), key=key, kind="tables")
