"""The section as it is printed: words and pictures, the same on a screen and on paper."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ldn_app.ui.dates import full_day_label

from ..charts.before_after import BeforeAfterData, before_after_chart
from ..charts.style import Style
from ..domain.change import ChangeSection, PlanChange, SymptomChange
from ..domain.states import State
from ..visit_summary.labels import figure, state_words
from ..visit_summary.section import Picture
from . import words


@dataclass(frozen=True, slots=True)
class ComparedSymptom:
    """``picture`` None: too little was recorded, and ``facts`` say so."""

    name: str
    facts: tuple[str, ...]
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class ComparedChange:
    """``also``: what else changed among these days, "" for nothing."""

    title: str
    day: str
    also: str
    symptoms: tuple[ComparedSymptom, ...]


@dataclass(frozen=True, slots=True)
class ChangeSheet:
    """``instead``: what stands there when there is nothing to compare, else ""."""

    instead: str
    caution: tuple[str, ...]
    key: str
    changes: tuple[ComparedChange, ...]


def build_change_sheet(section: ChangeSection, style: Style) -> ChangeSheet:
    instead = state_words(section.state)
    if section.state is State.NONE:
        instead = _("この期間に計画の変更はありません")
    changes = tuple(_change(change, style) for change in section.changes)
    return ChangeSheet(instead, words.caution(), words.key_words(), changes)


def _change(change: PlanChange, style: Style) -> ComparedChange:
    return ComparedChange(
        title=words.change_title(change),
        day=full_day_label(change.around.day),
        also=words.also_words(change),
        symptoms=tuple(_symptom(change, one, style) for one in change.symptoms),
    )


def _symptom(change: PlanChange, one: SymptomChange, style: Style) -> ComparedSymptom:
    compared = one.change
    days = words.days_words(compared)
    if compared.difference is None:
        return ComparedSymptom(one.name, (days, words.too_few_words()), None)
    facts = (
        words.middle_words(compared),
        words.difference_words(compared.difference),
        words.pairs_words(compared.difference),
        days,
    )
    return ComparedSymptom(one.name, facts, _picture(change, one, style))


def _picture(change: PlanChange, one: SymptomChange, style: Style) -> Picture:
    compared = one.change
    title = _("%(symptom)s: %(change)s の前と後") % {
        "symptom": one.name,
        "change": words.change_title(change),
    }
    rows = tuple(
        (name, figure(side.middle.median), _spread(side), str(side.recorded), str(side.missing))
        for name, side in ((_("前"), compared.before), (_("後"), compared.after))
    )
    heads = ("", _("中央値"), _("25–75%"), _("記録した日"), _("未記録"))
    data = BeforeAfterData(
        title=title,
        description=words.middle_words(compared),
        changed_on=change.around.day,
        change_words=_("変更の日"),
        before=compared.before,
        after=compared.after,
    )
    return Picture(title, before_after_chart(data, style), heads, rows)


def _spread(side) -> str:
    return f"{figure(side.middle.low)}–{figure(side.middle.high)}"
