"""The last two laboratory slips on the first page."""

from django.utils.translation import gettext as _

from ...domain.other_rooms import LabDay
from ...domain.visit_summary import VisitSummary
from .. import words
from ..part import Entry, Part

LETTERS = 150


def lab_part(summary: VisitSummary) -> Part:
    labs = summary.labs
    return Part(
        _("検査の値(最近2回、( ) は伝票の基準範囲)"),
        instead=words.state_words(labs.state),
        entries=tuple(Entry(words.plain_day(day.on_day), _line(day)) for day in labs.last),
        kind="labs",
    )


def _line(day: LabDay) -> str:
    values = [words.lab_words(line) for line in day.lines]
    shown = words.as_many_as_fit(values, LETTERS)
    left_out = len(values) - len(shown)
    more = [_("ほか %s") % left_out] if left_out else []
    return " / ".join((*shown, *more))
