"""The performance status in one line."""

from django.utils.translation import gettext as _

from ...domain.states import State
from ...domain.visit_summary import VisitSummary
from ..labels import SEPARATOR, short_day, state_words
from ..section import SheetSection

AT_MOST = 5


def performance_part(summary: VisitSummary) -> SheetSection:
    title, scores = _("PS(0〜9、大きいほどつらい)"), summary.scores
    if not scores.performance:
        state = State.NOT_RECORDED if scores.state is State.PRESENT else scores.state
        return SheetSection(title, state_words(state), kind="words")
    shown = scores.performance[-AT_MOST:]
    course = SEPARATOR.join(f"{short_day(day)} {level}" for day, level in shown)
    left_out = len(scores.performance) - AT_MOST
    before = _("(前に %s回)") % left_out if left_out > 0 else ""
    last = _("最後の %(level)s: %(words)s") % {
        "level": shown[-1][1],
        "words": scores.performance_words,
    }
    return SheetSection(title, facts=(course + before, last), kind="words")
