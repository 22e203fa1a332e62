"""The patient's own scales, week by week: reading, sections and appendix."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from diary.symptoms.models import SymptomRating, TrackedSymptom
from ldn_app.access.models import ShareCategory
from ldn_app.access.viewer import Viewer

from ..charts.style import Style
from ..domain.period import Period
from ..domain.states import State
from ..domain.visit_summary import (
    SymptomSection,
    SymptomSummary,
    VisitSummary,
)
from ..domain.weeks import Spread, Week, spread, weekly_spreads
from .labels import (
    as_many_as_fit,
    course_words,
    days_words,
    excerpt,
    figure,
    short_day,
    spread_words,
    state_words,
)
from .pictures import band_key, draw_band
from .section import SheetSection, Table

WITH_A_CHART = 3
OTHERS_LETTERS = 120
ANCHOR_LETTERS = 13
ONE_LINE = 15
COUNTS_IN_A_LINE = 22  # 記録 155日(後日 6・昨日と同じ 14)
WEEKS_IN_A_TABLE = 7


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


def brief_spread(middle: Spread | None) -> str:
    """``5(4–6)`` for a narrow cell; "" for a week without an answer."""
    if middle is None or not middle.is_enough:
        return figure(middle.median) if middle else ""
    return spread_words(middle)


def other_symptom_words(symptom: SymptomSummary) -> str:
    return _("%(name)s %(middle)s %(days)s日") % {
        "name": symptom.name,
        "middle": spread_words(symptom.whole),
        "days": symptom.whole.count,
    }


def symptoms_heading(summary: VisitSummary) -> SheetSection:
    """The heading over the symptoms."""
    instead = state_words(summary.symptoms.state)
    if instead:
        return SheetSection(_("症状"), instead, kind="words")
    chosen = summary.symptoms.is_chosen
    title = _("症状(本人が決めた順の3つ)") if chosen else _("症状(値の高い順に3つまで)")
    return SheetSection(title, key=band_key(), kind="heading")


def symptom_sections(summary: VisitSummary, style: Style) -> tuple[SheetSection, ...]:
    top = summary.symptoms.top
    return tuple(_symptom_section(summary, one, style, last=one is top[-1]) for one in top)


def _symptom_section(
    summary: VisitSummary, symptom: SymptomSummary, style: Style, *, last: bool
) -> SheetSection:
    """``last``: no chart follows that shares the axis."""
    if symptom.whole is None:
        return SheetSection(symptom.name, facts=(_("この期間は未記録"),), kind="minor")
    title = _("%s: 週ごとの中央値") % symptom.name
    facts = (
        _("中央値 %s") % spread_words(symptom.whole),
        course_words(symptom.weekly),
        _counts(symptom),
        _anchor(symptom),
    )
    picture = draw_band(
        summary,
        style,
        title=title,
        weekly=symptom.weekly,
        dots=symptom.daily,
        last=last,
    )
    return SheetSection(
        symptom.name, facts=tuple(filter(None, facts)), pictures=(picture,), kind="minor"
    )


def lines_more(summary: VisitSummary) -> int:
    """How many of the first symptoms need a second line for the counts of a long period."""
    shown = [one for one in summary.symptoms.top if one.whole is not None]
    return sum(len(_counts(one)) > COUNTS_IN_A_LINE for one in shown)


def _counts(symptom: SymptomSummary) -> str:
    return days_words(symptom.days, later=symptom.later, copied=symptom.copied)


def _anchor(symptom: SymptomSummary) -> str:
    """What 10 means, where a name of one line leaves room for it."""
    if not symptom.anchor or len(symptom.name) > ONE_LINE:
        return ""
    return _("10 = %s") % excerpt(symptom.anchor, ANCHOR_LETTERS)


def other_symptoms(summary: VisitSummary) -> str:
    """The symptoms below the first three in one line; "" when there are none."""
    others = [other_symptom_words(one) for one in summary.symptoms.others]
    if not others:
        return ""
    shown = as_many_as_fit(others, OTHERS_LETTERS)
    left_out = len(others) - len(shown)
    more = _("、ほか %s") % left_out if left_out else ""
    named = " / ".join(shown)
    return _("そのほかの症状(中央値、25–75%%): %(named)s%(more)s") % {"named": named, "more": more}


def symptom_appendix(summary: VisitSummary, style: Style) -> SheetSection:
    """Tables of seven weeks at most: more columns do not fit on the page."""
    title, section = _("症状(すべて)"), summary.symptoms
    instead = state_words(section.state)
    if instead:
        return SheetSection(title, instead, kind="tables")
    symptoms = (*section.top, *section.others)
    pieces = [
        _weekly_table(summary, symptoms, first)
        for first in range(0, len(summary.weeks), WEEKS_IN_A_TABLE)
    ]
    key = _("週ごとの中央値(25–75%)。記録が3日に満たない週は中央値だけ。空白は未記録。")
    return SheetSection(title, tables=(_whole_table(symptoms), *pieces), key=key, kind="tables")


def _whole_table(symptoms: tuple[SymptomSummary, ...]) -> Table:
    heads = (_("症状"), _("中央値(25–75%)"), _("記録した日"), _("10 のめやす"))
    rows = tuple((one.name, spread_words(one.whole), str(one.days), one.anchor) for one in symptoms)
    return Table(_("この期間"), heads, rows)


def _weekly_table(summary: VisitSummary, symptoms: tuple[SymptomSummary, ...], first: int) -> Table:
    weeks = summary.weeks[first : first + WEEKS_IN_A_TABLE]
    heads = (_("症状"), *(short_day(week.first) + "–" for week in weeks))
    rows = tuple(
        (
            one.name,
            *(brief_spread(middle) for middle in one.weekly[first : first + len(weeks)]),
        )
        for one in symptoms
    )
    return Table(_("%s からの週") % short_day(weeks[0].first), heads, rows)
