"""The patient's own scales, week by week."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from diary.symptoms.models import SymptomRating, TrackedSymptom
from ldn_app.access.models import ShareCategory
from ldn_app.access.viewer import Viewer

from ..domain.period import Period
from ..domain.visit_summary import State, SymptomSection, SymptomSummary
from ..domain.weeks import Week, spread, weekly_spreads

WITH_A_CHART = 3


@dataclass(slots=True)
class _Ratings:
    scores: dict[date, int] = field(default_factory=dict)
    later: int = 0
    copied: int = 0


def build_symptoms(viewer: Viewer, period: Period, weeks: Sequence[Week]) -> SymptomSection:
    """Every symptom that was rated in the period. Two queries."""
    if not viewer.may_read(ShareCategory.SYMPTOMS):
        return SymptomSection(State.NOT_SHARED)
    rated = _read(viewer, period)
    if not rated:
        return SymptomSection(State.NOT_RECORDED)
    followed = TrackedSymptom.objects.visible_to(viewer).values_list("pk", "name", "anchor")
    summaries = [
        _summary(name, anchor, rated[pk], weeks) for pk, name, anchor in followed if pk in rated
    ]
    summaries.sort(key=lambda one: (-one.whole.median, -one.whole.count))
    return SymptomSection(
        State.PRESENT, tuple(summaries[:WITH_A_CHART]), tuple(summaries[WITH_A_CHART:])
    )


def _read(viewer: Viewer, period: Period) -> dict[int, _Ratings]:
    rows = SymptomRating.objects.visible_to(viewer).during(period.first, period.last)
    rated: dict[int, _Ratings] = defaultdict(_Ratings)
    values = rows.values_list("symptom_id", "day", "score", "filled_later", "copied")
    for symptom_id, day, score, later, copied in values:
        ratings = rated[symptom_id]
        ratings.scores[day] = score
        ratings.later += later
        ratings.copied += copied
    return rated


def _summary(name: str, anchor: str, ratings: _Ratings, weeks: Sequence[Week]) -> SymptomSummary:
    return SymptomSummary(
        name=name,
        anchor=anchor,
        whole=spread(list(ratings.scores.values())),
        weekly=weekly_spreads(ratings.scores, weeks),
        later=ratings.later,
        copied=ratings.copied,
    )
