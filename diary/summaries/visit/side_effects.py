"""What was ticked as a side effect, by week and severity."""

from collections.abc import Sequence

from diary.symptoms.models import SideEffect
from ldn_app.access.models import ShareCategory
from ldn_app.access.viewer import Viewer

from ..domain.period import Period
from ..domain.tallies import count_kinds, weekly_tallies, worst_by_day
from ..domain.visit_summary import SideEffectSection, State
from ..domain.weeks import Week

SEVERITIES = tuple(SideEffect.Severity.values)
NOTHING = ""


def build_side_effects(viewer: Viewer, period: Period, weeks: Sequence[Week]) -> SideEffectSection:
    """One query. A day with 「今日はなし」 was answered; a day without a row was not."""
    if not viewer.may_read(ShareCategory.SIDE_EFFECTS):
        return SideEffectSection(State.NOT_SHARED)
    rows = SideEffect.objects.visible_to(viewer).during(period.first, period.last)
    ticks = list(rows.values_list("day", "kind", "severity"))
    if not ticks:
        return SideEffectSection(State.NOT_RECORDED)
    worst = worst_by_day(
        ((day, severity or NOTHING) for day, _, severity in ticks), order=(NOTHING, *SEVERITIES)
    )
    kinds = count_kinds(
        ((kind, severity) for _, kind, severity in ticks if severity), levels=SEVERITIES
    )
    return SideEffectSection(
        State.PRESENT if kinds else State.NONE,
        answered_days=len(worst),
        free_days=sum(word == NOTHING for word in worst.values()),
        kinds=kinds,
        tallies=weekly_tallies(worst, weeks, levels=SEVERITIES),
    )
