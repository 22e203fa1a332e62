"""Scores of questionnaires and the performance status: reading, section and appendix."""

from operator import itemgetter

from django.utils.translation import gettext as _

from diary.doses.domain.amounts import plain
from diary.questionnaires.domain.instruments import instruments
from diary.questionnaires.domain.sheet import OWN, PS
from diary.questionnaires.models import Response
from ldn_app.access.models import ShareCategory
from ldn_app.access.viewer import Viewer
from ldn_app.ui.dates import full_day_label

from ..charts.style import Style
from ..domain.external_sections import ScoreFact, ScoreSection
from ..domain.period import Period
from ..domain.states import State
from ..domain.visit_summary import VisitSummary
from .labels import SEPARATOR, short_day, state_words
from .section import SheetSection, Table

AT_MOST = 5


def build_scores(viewer: Viewer, period: Period) -> ScoreSection:
    """One query. The performance status is separate: it is on the first page."""
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


def _score(row: Response) -> ScoreFact:
    known = row.low is not None and row.high is not None
    scale = row.scale_name if row.instrument != OWN else ""
    return ScoreFact(
        on_day=row.answered_on,
        name=" ".join(filter(None, (row.instrument_name, row.version, scale))),
        value=plain(row.value),
        limits=f"{plain(row.low)}〜{plain(row.high)}" if known else "",
        direction="" if row.direction == "unknown" else str(row.get_direction_display()),
    )


def performance_section(summary: VisitSummary) -> SheetSection:
    title, scores = _("PS(0〜9、大きいほどつらい)"), summary.scores
    if not scores.performance:
        state = State.NOT_RECORDED if scores.state is State.PRESENT else scores.state
        return SheetSection(title, state_words(state), kind="words")
    shown = scores.performance[-AT_MOST:]
    course = SEPARATOR.join(f"{short_day(day)} {level}" for day, level in shown)
    left_out = len(scores.performance) - AT_MOST
    before = _("(前に %s回)") % left_out if left_out > 0 else ""
    last = _("最後の %(level)s: %(words)s") % {
        "level": shown[-1][1],
        "words": scores.performance_words,
    }
    return SheetSection(title, facts=(course + before, last), kind="words")


def score_appendix(summary: VisitSummary, style: Style) -> SheetSection:
    title, section = _("質問票の点数"), summary.scores
    dated = [
        (day, (_("PS"), str(level), _("0〜9"), _("数字が大きいほど、つらい")))
        for day, level in section.performance
    ]
    dated += [
        (one.on_day, (one.name, one.value, one.limits, one.direction)) for one in section.scores
    ]
    dated.sort(key=itemgetter(0))
    rows = tuple((full_day_label(day), *cells) for day, cells in dated)
    if not rows:
        state = State.NOT_RECORDED if section.state is State.PRESENT else section.state
        return SheetSection(title, state_words(state), kind="tables")
    heads = (_("日"), _("質問票"), _("点数"), _("範囲"), _("向き"))
    key = _("入力された点数のままです。診断や判定ではありません。空白は分からないものです。")
    return SheetSection(title, tables=(Table("", heads, rows),), key=key, kind="tables")
