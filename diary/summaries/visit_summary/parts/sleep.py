"""Sleep and dreams on the first page."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from diary.symptoms.models import Sleep

from ...charts.style import Style
from ...domain.states import State
from ...domain.visit_summary import VisitSummary
from ...domain.weeks import WeekTally
from .. import keys
from ..labels import course_words, days_words, named_spread, state_words, tally_words
from ..pictures import draw_band, draw_bars
from ..section import Picture, SheetSection


def sleep_part(summary: VisitSummary, style: Style) -> SheetSection:
    sleep = summary.sleep
    instead = state_words(sleep.state)
    if instead:
        return SheetSection(_("眠りと夢"), instead, kind="words")
    facts = (
        days_words(sleep.days),
        named_spread(_("眠りの質(10 = とてもよい)"), sleep.whole),
        course_words(sleep.weekly),
        named_spread(_("ふとんの中"), sleep.hours_in_bed, unit=_("時間")),
        named_spread(_("目がさめた"), sleep.times_awake, unit=_("回")),
    )
    axis_follows = summary.side_effects.state is State.PRESENT
    counted = (tally_words(*row, _levels()) for row in _answered(summary))
    told = tuple(line for line in counted if not _fits(line, style))
    pictures = _pictures(summary, style, axis_follows=axis_follows)
    key = keys.degree_key() if pictures else ""
    return SheetSection(
        _("眠りと夢"), facts=(*filter(None, facts), *told), pictures=pictures, key=key
    )


def _pictures(summary: VisitSummary, style: Style, *, axis_follows: bool) -> tuple[Picture, ...]:
    """A chart for each question that was answered at all. ``axis_follows``: the side effects below
    name the days."""
    sleep = summary.sleep
    levels = _levels()
    answered = _answered(summary)
    pictures = []
    if sleep.whole:
        pictures.append(
            draw_band(
                summary,
                style,
                title=_("眠りの質"),
                weekly=sleep.weekly,
                top_words=_("眠りの質"),
                with_steps=False,
                last=not answered and not axis_follows,
            )
        )
    for title, tallies in answered:
        counted = tally_words(title, tallies, levels)
        pictures.append(
            draw_bars(
                summary,
                style,
                title=title,
                top_words=counted if _fits(counted, style) else title,
                tallies=tallies,
                levels=levels,
                last=title == answered[-1][0] and not axis_follows,
            )
        )
    return tuple(pictures)


def _answered(summary: VisitSummary) -> list[tuple[str, Sequence[WeekTally]]]:
    """The questions that were answered at all."""
    sleep = summary.sleep
    rows = ((_("寝つけない・眠れない"), sleep.insomnia), (_("はっきりした夢"), sleep.dreams))
    return [row for row in rows if any(tally.answered for tally in row[1])]


def _levels() -> list[str]:
    return [str(label) for degree, label in Sleep.Degree.choices if degree != Sleep.Degree.NONE]


def _fits(line: str, style: Style) -> bool:
    """Whether ``line`` can stand over a chart; on a phone it stands among the facts instead."""
    return style.width_of(line) < style.right - style.left
