"""The last two laboratory slips on the first page."""

from django.utils.translation import gettext as _

from ...domain.other_rooms import LabDay
from ...domain.visit_summary import VisitSummary
from .. import words
from ..part import Entry, Part

VALUES_AT_MOST = 8


def lab_part(summary: VisitSummary) -> Part:
    labs = summary.labs
    return Part(
        _("検査の値(最近2回、( ) は伝票の基準範囲)"),
        instead=words.state_words(labs.state),
        entries=tuple(Entry(words.plain_day(day.on_day), _line(day)) for day in labs.last),
        kind="labs",
    )


def _line(day: LabDay) -> str:
    shown = [words.lab_words(line) for line in day.lines[:VALUES_AT_MOST]]
    left_out = len(day.lines) - VALUES_AT_MOST
    more = [_("ほか %s") % left_out] if left_out > 0 else []
    return " / ".join((*shown, *more))
