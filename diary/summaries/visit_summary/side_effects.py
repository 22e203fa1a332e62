"""What was ticked as a side effect, by week and severity: reading and section."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from diary.symptoms.domain.answers import is_urgent
from diary.symptoms.domain.effect_labels import effect_words
from diary.symptoms.models import SideEffect
from ldn_app.access.models import ShareCategory
from ldn_app.access.viewer import Viewer

from ..charts.style import Style
from ..domain.period import Period
from ..domain.states import State
from ..domain.visit_summary import SideEffectSection, UrgentSign, VisitSummary
from ..domain.weeks import KindCount, Week, count_kinds, weekly_tallies, worst_by_day
from .labels import SEPARATOR, as_many_as_fit, some_days, state_words
from .pictures import draw_bars, severity_key
from .section import SheetSection

SEVERITIES = tuple(SideEffect.Severity.values)
NOTHING = ""

Tick = tuple[date, str, str | None]
LETTERS = 150


def build_side_effects(viewer: Viewer, period: Period, weeks: Sequence[Week]) -> SideEffectSection:
    """One query. A day with 「今日はなし」 was answered; a day without a row was not."""
    if not viewer.may_read(ShareCategory.SIDE_EFFECTS):
        return SideEffectSection(State.NOT_SHARED)
    rows = SideEffect.objects.visible_to(viewer).during(period.first, period.last)
    ticks = list(rows.values_list("day", "kind", "severity"))
    if not ticks:
        return SideEffectSection(State.NOT_RECORDED)
    worst = worst_by_day(((tick[0], _weight(tick)) for tick in ticks), order=(NOTHING, *SEVERITIES))
    kinds = count_kinds(((kind, grade) for _day, kind, grade in ticks if grade), levels=SEVERITIES)
    urgent = _find_urgent_signs(ticks)
    return SideEffectSection(
        State.PRESENT if kinds or urgent else State.NONE,
        answered_days=len(worst),
        free_days=sum(word == NOTHING for word in worst.values()),
        urgent=urgent,
        kinds=kinds,
        tallies=weekly_tallies(worst, weeks, levels=SEVERITIES),
        ticks=tuple(ticks),
    )


def _weight(tick: Tick) -> str:
    _day, kind, severity = tick
    return SEVERITIES[-1] if is_urgent(kind) else severity or NOTHING


def _find_urgent_signs(ticks: Iterable[Tick]) -> tuple[UrgentSign, ...]:
    days: dict[str, list[date]] = {}
    for day, kind, _severity in ticks:
        if is_urgent(kind):
            days.setdefault(kind, []).append(day)
    return tuple(UrgentSign(kind, tuple(sorted(found))) for kind, found in sorted(days.items()))


def tick_words(kind: str, severity: str | None) -> str:
    """``頭痛 軽い``; a red flag stands out, and 「今日はなし」 is an answer of its own."""
    if kind == SideEffect.NONE_TODAY:
        return _("なし")
    if is_urgent(kind):
        return _("【至急】%s") % effect_words(kind)
    level = dict(SideEffect.Severity.choices).get(severity, "")
    return f"{effect_words(kind)} {level}".strip()


def kind_words(name: str, kind: KindCount, levels: Sequence[str]) -> str:
    """``頭痛 7日(軽い 5・つらい 2)``"""
    counted = [f"{level} {days}" for level, days in zip(levels, kind.levels, strict=True) if days]
    return _("%(name)s %(days)s日(%(counted)s)") % {
        "name": name,
        "days": kind.days,
        "counted": SEPARATOR.join(counted),
    }


def urgent_words(name: str, sign: UrgentSign) -> str:
    """``【至急のしるし】息苦しさ 11/3・11/8``"""
    days = some_days(sign.days, at_most=5)
    return _("【至急のしるし】%(name)s %(days)s") % {"name": name, "days": days}


def side_effect_section(summary: VisitSummary, style: Style) -> SheetSection:
    effects = summary.side_effects
    title = _("副作用")
    if effects.state is State.NONE:
        none = _("なし(「今日はなし」と答えた日 %s日)") % effects.free_days
        return SheetSection(title, instead=none, kind="words")
    if effects.state is not State.PRESENT:
        return SheetSection(title, instead=state_words(effects.state), kind="words")
    levels = severity_levels(urgent=bool(effects.urgent))
    facts = (
        _("答えた日 %s日") % effects.answered_days,
        _("うち「今日はなし」 %s日") % effects.free_days,
    )
    picture = draw_bars(
        summary,
        style,
        title=_("その日いちばん強かった副作用(1週間の日数)"),
        tallies=effects.tallies,
        levels=levels,
    )
    below = _kinds_in_words(summary, levels)
    return SheetSection(title, "", facts, (picture,), key=severity_key(), below=below)


def urgent_alerts(summary: VisitSummary) -> tuple[str, ...]:
    """Every red flag of the period with its days, in the order of their newest day."""
    return tuple(
        urgent_words(effect_words(sign.kind), sign)
        for sign in sorted(summary.side_effects.urgent, key=_newest_day, reverse=True)
    )


def _newest_day(sign: UrgentSign) -> date:
    return sign.days[-1]


def severity_levels(*, urgent: bool) -> list[str]:
    levels = [str(label) for label in SideEffect.Severity.labels]
    *lower, worst = levels
    return [*lower, _("%s・至急のしるし") % worst] if urgent else levels


def _kinds_in_words(summary: VisitSummary, levels: list[str]) -> str:
    """The most frequent kinds; the urgent signs are at the top of the page."""
    effects = summary.side_effects
    kinds = [kind_words(effect_words(one.kind), one, levels) for one in effects.kinds]
    shown = as_many_as_fit(kinds, LETTERS)
    left_out = len(kinds) - len(shown)
    more = [_("ほか %s") % left_out] if left_out else []
    return " / ".join((*shown, *more))
