"""Scores of questionnaires, as they were entered."""

from diary.questionnaires.domain.instruments import instruments
from diary.questionnaires.domain.numbers import plain
from diary.questionnaires.domain.sheet import OWN, PS
from diary.questionnaires.models import Response
from ldn_app.access.models import ShareCategory
from ldn_app.access.viewer import Viewer

from ..domain.external_sections import Score, ScoreSection
from ..domain.period import Period
from ..domain.states import State


def build_scores(viewer: Viewer, period: Period) -> ScoreSection:
    """One query. The performance status stands apart: it is on the first page."""
    if not viewer.may_read(ShareCategory.QUESTIONNAIRES):
        return ScoreSection(State.NOT_SHARED)
    rows = Response.objects.visible_to(viewer)
    rows = rows.filter(answered_on__range=(period.first, period.last))
    found = list(rows.order_by("answered_on", "instrument_name", "version", "pk"))
    if not found:
        return ScoreSection(State.NOT_RECORDED)
    performance = [(row.answered_on, int(row.value)) for row in found if row.instrument == PS]
    return ScoreSection(
        State.PRESENT,
        performance=tuple(performance),
        performance_words=_level_words(performance[-1][1]) if performance else "",
        scores=tuple(_score(row) for row in found if row.instrument != PS),
    )


def _level_words(level: int) -> str:
    levels = instruments()[PS].levels
    return levels[level] if level < len(levels) else ""


def _score(row: Response) -> Score:
    known = row.low is not None and row.high is not None
    scale = row.scale_name if row.instrument != OWN else ""
    return Score(
        on_day=row.answered_on,
        name=" ".join(filter(None, (row.instrument_name, row.version, scale))),
        value=plain(row.value),
        limits=f"{plain(row.low)}〜{plain(row.high)}" if known else "",
        direction="" if row.direction == "unknown" else str(row.get_direction_display()),
    )
