"""The status line of this medicine, and the others with the line about opioids."""

from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _

from ...domain.external_sections import MedicineSection, Obtained, OpioidSaid, OtherMedicine
from ...domain.states import State
from ...domain.visit_summary import VisitSummary
from ..labels import (
    SEPARATOR,
    as_many_as_fit,
    excerpt,
    medicine_form,
    plain_day,
    short_day,
    state_words,
)
from ..section import SheetSection

LETTERS = 85
NAME_LETTERS = 24
RUNS = 4  # How many runs of equal answers about opioids are printed whatever they say.


def other_medicine_part(summary: VisitSummary) -> SheetSection:
    title, section = _("ほかの薬"), summary.medicines
    if section.state is State.NOT_SHARED:
        return SheetSection(title, state_words(section.state), kind="medicine")
    named = [_medicine(one) for one in section.medicines]
    shown = as_many_as_fit(named, LETTERS)
    left_out = len(named) - len(shown)
    more = [_("ほか %s") % left_out] if left_out else []
    named = " / ".join((*shown, *more)) or state_words(State.NOT_RECORDED)
    opioids = _("オピオイドの薬: %s") % opioid_words(section)
    return SheetSection(title, facts=(named, opioids), kind="medicine")


def _medicine(one: OtherMedicine) -> str:
    name = excerpt(one.name, NAME_LETTERS)
    if one.until:
        return _("%(name)s(%(day)sまで)") % {"name": name, "day": plain_day(one.until)}
    if one.since:
        return _("%(name)s(%(day)sから)") % {"name": name, "day": plain_day(one.since)}
    return name


def opioid_words(medicines: MedicineSection) -> str:
    """``使っていない(2026/11/29)・わからない(11/3)``: the newest first, and its year; equal ones
    in a row together. Only 「使っていない」 may be left out, and then it is counted."""
    if not medicines.opioids:
        return state_words(State.NOT_RECORDED)
    runs = [list(run) for _words, run in groupby(medicines.opioids, key=lambda said: said.words)]
    shown = [run for place, run in enumerate(runs) if place < RUNS or not run[0].is_clear]
    this_year = medicines.opioids[0].on_day.year
    first, *others = shown
    told = [_run_words(first, None), *(_run_words(run, this_year) for run in others)]
    left_out = sum(len(run) for run in runs) - sum(len(run) for run in shown)
    if left_out:
        told.append(_("「使っていない」ほか %s回") % left_out)
    order = _("(新しい順)") if len(told) > 1 else ""
    return SEPARATOR.join(told) + _("。本人の答え") + order


def _run_words(run: list[OpioidSaid], year: int | None) -> str:
    """``year``: the one that need not be said."""
    newest, oldest = (_day(run[place].on_day, year) for place in (0, -1))
    if len(run) == 1:
        return f"{run[0].words}({newest})"
    return _("%(words)s(%(first)s〜%(last)s、%(times)s回)") % {
        "words": run[0].words,
        "first": oldest,
        "last": newest,
        "times": len(run),
    }


def _day(day: date, year: int | None) -> str:
    return short_day(day) if day.year == year else plain_day(day)


def medicine_part(summary: VisitSummary) -> SheetSection:
    """Unapproved, form and strength of the plan, then source and lot of what was obtained last."""
    told = [_("ナルトレキソン(国内未承認薬)")]
    if summary.plan.state is State.PRESENT:
        told.append(medicine_form(summary.plan) or _("剤形 未記録"))
    if summary.supply.state is not State.PRESENT:
        return _status(*told, _("入手: %s") % state_words(summary.supply.state))
    return _status(*told, *obtained_words(summary.supply.last))


def obtained_words(last: Obtained) -> list[str]:
    told = [
        last.strength,
        _("入手 %(day)s %(source)s") % {"day": plain_day(last.on_day), "source": last.source},
        _("ロット %s") % last.lot if last.lot else "",
        _("期限 %s") % plain_day(last.expires_on) if last.expires_on else "",
    ]
    return [part for part in told if part]


def _status(*told: str) -> SheetSection:
    return SheetSection(_("この薬"), facts=(SEPARATOR.join(told),), kind="medicine")
