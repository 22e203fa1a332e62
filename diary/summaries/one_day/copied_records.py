"""What else belongs to the day: visit, slips, scores, medicines. Four queries."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from ldn_app.access.viewer import Viewer

from ..domain.external_sections import LabSection, ScoreSection, VisitSection
from ..domain.period import FREE, Period
from ..domain.states import State
from ..visit_summary.labels import SEPARATOR, state_words
from ..visit_summary.labs import build_labs, lab_words
from ..visit_summary.medicines import build_medicines, obtained_words, opioid_words
from ..visit_summary.questions_and_notes import build_visits
from ..visit_summary.scores import build_scores
from .group import Group, or_unrecorded

BETWEEN = " / "


def copied_records_group(viewer: Viewer, *, day: date, today: date) -> Group:
    return Group(_("この日のそのほかの記録"), facts=or_unrecorded(_facts(viewer, day, today)))


def _facts(viewer: Viewer, day: date, today: date) -> Iterator[tuple[str, str]]:
    period = Period(FREE, day, day)
    visits = build_visits(viewer, period, today=today, visits=None)
    yield _("受診"), _unless_closed(visits.state, _visit(visits, day))
    if visits.next_on == day and visits.questions:
        yield _("先生に聞きたいこと"), BETWEEN.join(visits.questions)
    labs = build_labs(viewer, period)
    yield _("検査の値(かっこの中は伝票の基準範囲)"), _unless_closed(labs.state, _values(labs))
    scores = build_scores(viewer, period)
    yield _("質問票の点数・PS"), _unless_closed(scores.state, _scores(scores))
    medicines, supply = build_medicines(viewer, period)
    named = BETWEEN.join(one.name for one in medicines.medicines)
    yield _("この日に使っていた、ほかの薬"), _unless_closed(medicines.state, named)
    if medicines.state is not State.NOT_SHARED:
        yield _("オピオイドの薬"), opioid_words(medicines)
    obtained = [SEPARATOR.join(obtained_words(one)) for one in supply.obtained]
    yield _("薬の入手"), _unless_closed(supply.state, BETWEEN.join(obtained))


def _unless_closed(state: State, told: str) -> str:
    return state_words(State.NOT_SHARED) if state is State.NOT_SHARED else told


def _visit(visits: VisitSection, day: date) -> str:
    if visits.days:
        return _("受診した")
    return _("予定") if visits.next_on == day else ""


def _values(labs: LabSection) -> str:
    return BETWEEN.join(lab_words(line) for day in labs.days for line in day.lines)


def _scores(scores: ScoreSection) -> str:
    told = [
        _("PS %(level)s(%(words)s)") % {"level": level, "words": scores.performance_words}
        for _day, level in scores.performance
    ]
    for one in scores.scores:
        about = SEPARATOR.join(filter(None, (one.limits, one.direction)))
        told.append(f"{one.name} {one.value}" + (f"({about})" if about else ""))
    return BETWEEN.join(told)
