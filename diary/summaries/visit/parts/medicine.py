"""The status line: what the medicine is, as far as it was entered."""

from django.utils.translation import gettext as _

from ...domain.states import State
from ...domain.visit_summary import VisitSummary
from .. import words
from ..part import Part


def medicine_part(summary: VisitSummary) -> Part:
    told = [_("ナルトレキソン(国内未承認薬)")]
    if summary.plan.state is State.PRESENT:
        told.append(words.medicine_form(summary.plan) or _("剤形 未記録"))
    return Part(_("この薬"), facts=(words.SEPARATOR.join(told),), kind="medicine")
