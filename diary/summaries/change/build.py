"""Finds the changes of a period and the scores around them. Four queries at most."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from diary.doses.domain.titration import Kind
from diary.doses.models.plan_in_force import plans_during
from diary.symptoms.models import SymptomRating, TrackedSymptom
from ldn_app.access.models import ShareCategory
from ldn_app.access.viewer import Viewer

from ..domain.change import (
    Around,
    ChangeSection,
    PlanChange,
    Reach,
    Span,
    SymptomChange,
    compare,
    days_around,
    whole_steps,
)
from ..domain.nights import PlanLine
from ..domain.period import LONGEST_DAYS, Period
from ..domain.states import State
from ..visit_summary.plan import plan_lines

NOTHING_CHANGES = frozenset({Kind.HOLD})


def build_changes(viewer: Viewer, period: Period, *, today: date, reach: Reach) -> ChangeSection:
    """What ``viewer`` may read about the changes of the plan in ``period``.

    ``today``: the dose day that is still open; its scores count once they are there.
    """
    if not (viewer.may_read(ShareCategory.PLAN) and viewer.may_read(ShareCategory.SYMPTOMS)):
        return ChangeSection(State.NOT_SHARED, period, reach)
    first = period.first - timedelta(days=LONGEST_DAYS)
    lines = _lines(viewer, first, period.last)
    days = sorted({line.on_day for line in lines if period.first <= line.on_day})
    if not lines:
        return ChangeSection(State.NOT_RECORDED, period, reach)
    if not days:
        return ChangeSection(State.NONE, period, reach)
    scores, names = _scores(viewer, first, period.last), _names(viewer)
    last = min(period.last, today)
    first = min((min(days) for days in scores.values()), default=first)
    all_days = sorted({line.on_day for line in lines})
    changes = [
        _change(_around(day, all_days, reach, first=first, last=last), lines, scores, names)
        for day in reversed(days)
    ]
    return ChangeSection(State.PRESENT, period, reach, tuple(changes))


def _lines(viewer: Viewer, first: date, last: date) -> list[PlanLine]:
    lines = [
        line for plan in plans_during(viewer, first, last) for line in plan_lines(plan, first, last)
    ]
    return [line for line in lines if line.kind not in NOTHING_CHANGES]


def _scores(viewer: Viewer, first: date, last: date) -> dict[int, dict[date, int]]:
    rows = SymptomRating.objects.visible_to(viewer).during(first, last)
    scores: dict[int, dict[date, int]] = defaultdict(dict)
    for symptom_id, day, score in rows.values_list("symptom_id", "day", "score"):
        scores[symptom_id][day] = score
    return scores


def _names(viewer: Viewer) -> dict[int, str]:
    """In the order of the patient's own list."""
    return dict(TrackedSymptom.objects.visible_to(viewer).values_list("pk", "name"))


def _around(day: date, days: Sequence[date], reach: Reach, *, first: date, last: date) -> Around:
    if reach is Reach.WHOLE_STEP:
        return whole_steps(day, days, first=first, last=last)
    return days_around(day, last=last)


def _change(
    around: Around,
    lines: Sequence[PlanLine],
    scores: Mapping[int, Mapping[date, int]],
    names: Mapping[int, str],
) -> PlanChange:
    seen = Span(around.before.first, around.after.last)
    compared = [
        SymptomChange(name, compare(scores[pk], around))
        for pk, name in names.items()
        if pk in scores
    ]
    return PlanChange(
        around,
        lines=tuple(line for line in lines if line.on_day == around.day),
        also=tuple(line for line in lines if line.on_day != around.day and seen.holds(line.on_day)),
        symptoms=tuple(
            one for one in compared if one.change.before.recorded or one.change.after.recorded
        ),
    )
