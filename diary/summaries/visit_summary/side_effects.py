"""What was ticked as a side effect, by week and severity."""

from collections.abc import Iterable, Sequence
from datetime import date

from diary.symptoms.domain.answers import is_urgent
from diary.symptoms.models import SideEffect
from ldn_app.access.models import ShareCategory
from ldn_app.access.viewer import Viewer

from ..domain.period import Period
from ..domain.states import State
from ..domain.visit_summary import SideEffectSection, UrgentSign
from ..domain.weeks import Week, count_kinds, weekly_tallies, worst_by_day

SEVERITIES = tuple(SideEffect.Severity.values)
NOTHING = ""

Tick = tuple[date, str, str | None]


def build_side_effects(viewer: Viewer, period: Period, weeks: Sequence[Week]) -> SideEffectSection:
    """One query. A day with 「今日はなし」 was answered; a day without a row was not."""
    if not viewer.may_read(ShareCategory.SIDE_EFFECTS):
        return SideEffectSection(State.NOT_SHARED)
    rows = SideEffect.objects.visible_to(viewer).during(period.first, period.last)
    ticks = list(rows.values_list("day", "kind", "severity"))
    if not ticks:
        return SideEffectSection(State.NOT_RECORDED)
    worst = worst_by_day(((tick[0], _weight(tick)) for tick in ticks), order=(NOTHING, *SEVERITIES))
    kinds = count_kinds(((kind, grade) for _, kind, grade in ticks if grade), levels=SEVERITIES)
    urgent = _urgent_signs(ticks)
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
    _, kind, severity = tick
    return SEVERITIES[-1] if is_urgent(kind) else severity or NOTHING


def _urgent_signs(ticks: Iterable[Tick]) -> tuple[UrgentSign, ...]:
    days: dict[str, list[date]] = {}
    for day, kind, _ in ticks:
        if is_urgent(kind):
            days.setdefault(kind, []).append(day)
    return tuple(UrgentSign(kind, tuple(sorted(found))) for kind, found in sorted(days.items()))
