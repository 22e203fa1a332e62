"""Before and after each change as it is printed: words and pictures, without a verdict.

The same on the page of changes and in the appendix of the visit summary.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ldn_app.ui.dates import full_day_label
from ldn_app.ui.rounding import half_up

from ..charts.before_after import BeforeAfterData, before_after_chart
from ..charts.style import Style
from ..domain.change import (
    ENOUGH_DAYS,
    Change,
    ChangeSection,
    Difference,
    PlanChange,
    Side,
    SymptomChange,
)
from ..domain.states import State
from ..domain.visit_summary import VisitSummary
from ..visit_summary.labels import SEPARATOR, figure, spread_words, state_words
from ..visit_summary.plan import line_words
from ..visit_summary.section import Picture, SheetSection


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
    """``instead``: printed when there is nothing to compare, else ""."""

    instead: str
    caution: tuple[str, ...]
    key: str
    changes: tuple[ComparedChange, ...]


def build_change_sheet(section: ChangeSection, style: Style) -> ChangeSheet:
    instead = state_words(section.state)
    if section.state is State.NONE:
        instead = _("この期間に計画の変更はありません")
    changes = tuple(_change(change, style) for change in section.changes)
    return ChangeSheet(instead, caution(), key_words(), changes)


def _change(change: PlanChange, style: Style) -> ComparedChange:
    return ComparedChange(
        title=change_title(change),
        day=full_day_label(change.around.day),
        also=also_words(change),
        symptoms=tuple(_symptom(change, one, style) for one in change.symptoms),
    )


def _symptom(change: PlanChange, one: SymptomChange, style: Style) -> ComparedSymptom:
    compared = one.change
    days = days_words(compared)
    if compared.difference is None:
        return ComparedSymptom(one.name, (days, too_few_words()), None)
    facts = (
        middle_words(compared),
        difference_words(compared.difference),
        pairs_words(compared.difference),
        days,
    )
    return ComparedSymptom(one.name, facts, _picture(change, one, style))


def _picture(change: PlanChange, one: SymptomChange, style: Style) -> Picture:
    compared = one.change
    title = _("%(symptom)s: %(change)s の前と後") % {
        "symptom": one.name,
        "change": change_title(change),
    }
    rows = tuple(
        (name, figure(side.middle.median), _spread(side), str(side.recorded), str(side.missing))
        for name, side in ((_("前"), compared.before), (_("後"), compared.after))
    )
    heads = ("", _("中央値"), _("25–75%"), _("記録した日"), _("未記録"))
    data = BeforeAfterData(
        title=title,
        description=middle_words(compared),
        changed_on=change.around.day,
        change_words=_("変更の日"),
        before=compared.before,
        after=compared.after,
    )
    return Picture(title, before_after_chart(data, style), heads, rows)


def _spread(side) -> str:
    return f"{figure(side.middle.low)}–{figure(side.middle.high)}"


def change_title(change: PlanChange) -> str:
    """``10/15 増やす 1.5→3mg``: everything the plan changed that day."""
    return " / ".join(line_words(line) for line in change.lines)


def also_words(change: PlanChange) -> str:
    """「ほかにも…」, or "" when nothing else changed among these days."""
    if not change.also:
        return ""
    lines = SEPARATOR.join(line_words(line) for line in change.also)
    return _("この前後には、ほかの変更もありました: %s") % lines


def days_words(change: Change) -> str:
    """``記録 前 12日(なし 2日)・後 8日(なし 1日)``"""
    sides = ((_("前"), change.before), (_("後"), change.after))
    return _("記録 %s") % SEPARATOR.join(_side_words(name, side) for name, side in sides)


def _side_words(name: str, side: Side) -> str:
    if not side.span.days:
        return _("%s まだ日がありません") % name
    words = _("%(name)s %(recorded)s日(なし %(missing)s日)")
    return words % {"name": name, "recorded": side.recorded, "missing": side.missing}


def middle_words(change: Change) -> str:
    """``中央値 6(5–7) → 4(3–5)``"""
    return _("中央値 %(before)s → %(after)s") % {
        "before": spread_words(change.before.middle),
        "after": spread_words(change.after.middle),
    }


def difference_words(difference: Difference) -> str:
    """``中央値の差 −2(およそ95%の幅 −3.5〜0)``"""
    return _("中央値の差 %(middle)s(およそ95%%の幅 %(low)s〜%(high)s)") % {
        "middle": signed(difference.medians),
        "low": signed(difference.low),
        "high": signed(difference.high),
    }


def pairs_words(difference: Difference) -> str:
    return _("後のほうが高い組 %s%%") % half_up(difference.higher_after * 100)


def key_words() -> str:
    return _(
        "点 その日の値 / 太線 中央値 / 帯 25–75% / 組 前の1日と後の1日のすべての組み合わせ"
        "(同じ値は半分) / 変更の日はどちらにも入れません"
    )


def too_few_words() -> str:
    return _("前か後の記録が%s日に満たないので、くらべません。") % ENOUGH_DAYS


def caution() -> tuple[str, ...]:
    """What must be read with every comparison."""
    return (
        _("自然な波でも、このくらい変わることがあります。"),
        _("変えたことが原因かどうかは、この記録だけでは分かりません。"),
    )


def signed(value: float) -> str:
    """``+1``, ``−2``, ``0``: with a true minus sign."""
    if half_up(value, 1) == 0:
        return "0"
    return ("+" if value > 0 else "−") + figure(abs(value))


def change_appendix(summary: VisitSummary, style: Style) -> tuple[SheetSection, ...]:
    """A heading with what must be read first, then each change and its symptoms."""
    if summary.changes is None:
        return ()
    sheet = build_change_sheet(summary.changes, style)
    head = SheetSection(
        _("計画を変えた日の前と後(14日ずつ)"),
        instead=sheet.instead,
        facts=sheet.caution if sheet.changes else (),
        key=sheet.key if sheet.changes else "",
        kind="line",
    )
    return (
        head,
        *(part for change in reversed(sheet.changes) for part in _change_sections(change)),
    )


def _change_sections(change: ComparedChange) -> tuple[SheetSection, ...]:
    instead = "" if change.symptoms else _("症状は未記録です")
    head = SheetSection(change.title, instead, tuple(filter(None, (change.also,))), kind="change")
    return (head, *(_symptom_section(one, change) for one in change.symptoms))


def _symptom_section(symptom: ComparedSymptom, change: ComparedChange) -> SheetSection:
    pictures = (symptom.picture,) if symptom.picture else ()
    kind, mark = "compared" if pictures else "words", f"{change.title}: {symptom.name}"
    return SheetSection(symptom.name, facts=symptom.facts, pictures=pictures, kind=kind, mark=mark)
