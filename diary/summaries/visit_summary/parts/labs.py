"""The last two laboratory slips on the first page."""

from django.utils.translation import gettext as _

from ...domain.external_sections import LabDay
from ...domain.visit_summary import VisitSummary
from ..lab_words import is_outside, lab_words
from ..labels import plain_day, state_words, those_that_fit
from ..section import Entry, SheetSection

LETTERS = 150
BETWEEN = " / "


def lab_part(summary: VisitSummary) -> SheetSection:
    labs = summary.labs
    return SheetSection(
        _("検査の値(最近2回、( ) は伝票の基準範囲、▲▼ はその外)"),
        instead=state_words(labs.state),
        entries=tuple(Entry(plain_day(day.on_day), _line(day)) for day in reversed(labs.last)),
        kind="labs",
    )


def _line(day: LabDay) -> str:
    """What lies outside the range of its slip comes first and is never left out."""
    outside = [lab_words(line) for line in day.lines if is_outside(line)]
    others = [lab_words(line) for line in day.lines if not is_outside(line)]
    room = LETTERS - sum(len(told) + len(BETWEEN) for told in outside)
    shown = [*outside, *those_that_fit(others, room, at_least=0 if outside else 1)]
    left_out = len(day.lines) - len(shown)
    more = [_("ほか %s") % left_out] if left_out else []
    return BETWEEN.join((*shown, *more))
