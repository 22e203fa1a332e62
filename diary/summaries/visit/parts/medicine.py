"""The status line of this medicine, and the others with the line about opioids."""

from django.utils.translation import gettext as _

from ...domain.other_rooms import OtherMedicine
from ...domain.states import State
from ...domain.visit_summary import VisitSummary
from .. import words
from ..part import Part

LETTERS = 85
NAME_LETTERS = 24


def other_medicine_part(summary: VisitSummary) -> Part:
    title, section = _("ほかの薬"), summary.medicines
    if section.state is not State.PRESENT:
        return Part(title, words.state_words(section.state), kind="medicine")
    named = [_medicine(one) for one in section.medicines]
    shown = words.as_many_as_fit(named, LETTERS)
    left_out = len(named) - len(shown)
    more = [_("ほか %s") % left_out] if left_out else []
    named = " / ".join((*shown, *more)) or words.state_words(State.NOT_RECORDED)
    return Part(title, facts=(named, _opioids(summary)), kind="medicine")


def _medicine(one: OtherMedicine) -> str:
    name = words.excerpt(one.name, NAME_LETTERS)
    if one.until:
        return _("%(name)s(%(day)sまで)") % {"name": name, "day": words.plain_day(one.until)}
    if one.since:
        return _("%(name)s(%(day)sから)") % {"name": name, "day": words.plain_day(one.since)}
    return name


def _opioids(summary: VisitSummary) -> str:
    answer = summary.medicines.opioids
    if answer is None:
        return _("オピオイドの薬: 未記録")
    day, told = answer
    return _("オピオイドの薬: %(told)s(%(day)s の本人の答え)") % {
        "told": told,
        "day": words.plain_day(day),
    }


def medicine_part(summary: VisitSummary) -> Part:
    told = [_("ナルトレキソン(国内未承認薬)")]
    if summary.plan.state is State.PRESENT:
        told.append(words.medicine_form(summary.plan) or _("剤形 未記録"))
    return Part(_("この薬"), facts=(words.SEPARATOR.join(told),), kind="medicine")
