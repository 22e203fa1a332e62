"""The three symptoms that the patient put first, and the rest in one line."""

from django.utils.translation import gettext as _

from ...charts.style import Style
from ...domain.visit_summary import SymptomSummary, VisitSummary
from .. import keys
from ..labels import (
    as_many_as_fit,
    course_words,
    days_words,
    excerpt,
    other_symptom_words,
    spread_words,
    state_words,
)
from ..pictures import draw_band
from ..section import SheetSection

OTHERS_LETTERS = 120
ANCHOR_LETTERS = 13
ONE_LINE = 15
COUNTS_IN_A_LINE = 22  # 記録 155日(後日 6・昨日と同じ 14)


def symptoms_part(summary: VisitSummary) -> SheetSection:
    """The heading over the symptoms."""
    instead = state_words(summary.symptoms.state)
    if instead:
        return SheetSection(_("症状"), instead, kind="words")
    chosen = summary.symptoms.is_chosen
    title = _("症状(本人が決めた順の3つ)") if chosen else _("症状(値の高い順に3つまで)")
    return SheetSection(title, key=keys.band_key(), kind="heading")


def top_symptoms(summary: VisitSummary, style: Style) -> tuple[SheetSection, ...]:
    top = summary.symptoms.top
    return tuple(symptom_part(summary, one, style, last=one is top[-1]) for one in top)


def symptom_part(
    summary: VisitSummary, symptom: SymptomSummary, style: Style, *, last: bool
) -> SheetSection:
    """``last``: no chart follows that shares the axis."""
    if symptom.whole is None:
        return SheetSection(symptom.name, facts=(_("この期間は未記録"),), kind="minor")
    title = _("%s: 週ごとの中央値") % symptom.name
    facts = (
        _("中央値 %s") % spread_words(symptom.whole),
        course_words(symptom.weekly),
        _counts(symptom),
        _anchor(symptom),
    )
    picture = draw_band(
        summary,
        style,
        title=title,
        weekly=symptom.weekly,
        dots=symptom.daily,
        last=last,
    )
    return SheetSection(
        symptom.name, facts=tuple(filter(None, facts)), pictures=(picture,), kind="minor"
    )


def lines_more(summary: VisitSummary) -> int:
    """How many of the first symptoms need a second line for the counts of a long period."""
    shown = [one for one in summary.symptoms.top if one.whole is not None]
    return sum(len(_counts(one)) > COUNTS_IN_A_LINE for one in shown)


def _counts(symptom: SymptomSummary) -> str:
    return days_words(symptom.days, later=symptom.later, copied=symptom.copied)


def _anchor(symptom: SymptomSummary) -> str:
    """What 10 means, where a name of one line leaves room for it."""
    if not symptom.anchor or len(symptom.name) > ONE_LINE:
        return ""
    return _("10 = %s") % excerpt(symptom.anchor, ANCHOR_LETTERS)


def other_symptoms(summary: VisitSummary) -> str:
    """The symptoms below the first three in one line; "" when there are none."""
    others = [other_symptom_words(one) for one in summary.symptoms.others]
    if not others:
        return ""
    shown = as_many_as_fit(others, OTHERS_LETTERS)
    left_out = len(others) - len(shown)
    more = _("、ほか %s") % left_out if left_out else ""
    named = " / ".join(shown)
    return _("そのほかの症状(中央値、25–75%%): %(named)s%(more)s") % {"named": named, "more": more}
