"""The patient's own scales, week by week."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from diary.symptoms.models import SymptomRating, TrackedSymptom
from ldn_app.access.models import ShareCategory
from ldn_app.access.viewer import Viewer

from ..domain.period import Period
from ..domain.states import State
from ..domain.visit_summary import SymptomSection, SymptomSummary
from ..domain.weeks import Week, spread, weekly_spreads

WITH_A_CHART = 3


@dataclass(slots=True)
class _Ratings:
    scores: dict[date, int] = field(default_factory=dict)
    later: int = 0
    copied: int = 0


def build_symptoms(viewer: Viewer, period: Period, weeks: Sequence[Week]) -> SymptomSection:
    """Every symptom that was rated in the period, and those that the patient follows. Two queries.

    What the patient put first comes first: the order of a list that somebody made with care says
    more about what matters than the height of a number.
    """
    if not viewer.may_read(ShareCategory.SYMPTOMS):
        return SymptomSection(State.NOT_SHARED)
    rated = _read(viewer, period)
    if not rated:
        return SymptomSection(State.NOT_RECORDED)
    rows = TrackedSymptom.objects.visible_to(viewer).values_list(
        "pk", "name", "anchor", "removed_at"
    )
    followed, removed = [], []
    for pk, name, anchor, removed_at in rows:
        if removed_at is None or pk in rated:
            place = followed if removed_at is None else removed
            place.append(_summary(name, anchor, rated.get(pk, _Ratings()), weeks))
    removed.sort(key=lambda one: (-one.whole.median, -one.whole.count))
    top = (followed or removed)[:WITH_A_CHART]
    rest = [one for one in (*followed, *removed) if one not in top and one.whole]
    return SymptomSection(State.PRESENT, tuple(top), tuple(rest), is_chosen=bool(followed))


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
        daily=tuple(sorted(ratings.scores.items())),
        later=ratings.later,
        copied=ratings.copied,
    )
