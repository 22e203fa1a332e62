"""Sleep, sleeplessness and dreams, week by week: reading and section."""

from collections.abc import Sequence
from datetime import time

from django.utils.translation import gettext as _

from diary.symptoms.models import Sleep
from ldn_app.access.models import ShareCategory
from ldn_app.access.viewer import Viewer

from ..charts.style import Style
from ..domain.period import Period
from ..domain.states import State
from ..domain.visit_summary import SleepDay, SleepSection, VisitSummary
from ..domain.weeks import Spread, Week, WeekTally, spread, weekly_spreads, weekly_tallies
from .labels import SEPARATOR, course_words, days_words, spread_words, state_words
from .pictures import degree_key, draw_band, draw_bars
from .section import Picture, SheetSection

STRONGER = (Sleep.Degree.SOME.value, Sleep.Degree.STRONG.value)


def build_sleep(viewer: Viewer, period: Period, weeks: Sequence[Week]) -> SleepSection:
    """One query. A question that was not answered on a day counts for nothing on that day."""
    if not viewer.may_read(ShareCategory.SLEEP):
        return SleepSection(State.NOT_SHARED)
    rows = list(Sleep.objects.visible_to(viewer).during(period.first, period.last))
    if not rows:
        return SleepSection(State.NOT_RECORDED)
    quality = {row.day: row.quality for row in rows if row.quality is not None}
    insomnia = {row.day: row.insomnia for row in rows if row.insomnia}
    dreams = {row.day: row.vivid_dreams for row in rows if row.vivid_dreams}
    return SleepSection(
        State.PRESENT,
        days=len(rows),
        whole=spread(list(quality.values())),
        weekly=weekly_spreads(quality, weeks),
        hours_in_bed=spread(
            [hours_between(row.bed_at, row.up_at) for row in rows if row.bed_at and row.up_at]
        ),
        times_awake=spread([row.times_awake for row in rows if row.times_awake is not None]),
        insomnia=weekly_tallies(insomnia, weeks, levels=STRONGER),
        dreams=weekly_tallies(dreams, weeks, levels=STRONGER),
        by_day=tuple(_day(row) for row in rows),
    )


def _day(row: Sleep) -> SleepDay:
    return SleepDay(
        day=row.day,
        quality=row.quality,
        times_awake=row.times_awake,
        insomnia=row.insomnia,
        dreams=row.vivid_dreams,
        later=row.filled_later,
    )


def hours_between(bed_at: time, up_at: time) -> float:
    """Hours in bed by the clock on the wall; up at or before the time of bed is the next day."""
    minutes = (up_at.hour - bed_at.hour) * 60 + up_at.minute - bed_at.minute
    return (minutes if minutes > 0 else minutes + 24 * 60) / 60


def named_spread(name: str, middle: Spread | None, *, unit: str = "") -> str:
    """``目がさめた回数 2(1–3)回``; "" when it was never answered."""
    return f"{name} {spread_words(middle)}{unit}" if middle else ""


def tally_words(name: str, tallies: Sequence[WeekTally], levels: Sequence[str]) -> str:
    """``はっきりした夢 少し 12・強い 3(80日中)``; "" when it was never answered."""
    answered = sum(tally.answered for tally in tallies)
    if not answered:
        return ""
    days = [sum(tally.levels[place] for tally in tallies) for place in range(len(levels))]
    counted = SEPARATOR.join(f"{level} {n}" for level, n in zip(levels, days, strict=True))
    return _("%(name)s %(counted)s(答えた%(answered)s日のうち)") % {
        "name": name,
        "counted": counted,
        "answered": answered,
    }


def sleep_section(summary: VisitSummary, style: Style) -> SheetSection:
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
    key = degree_key() if pictures else ""
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
    """Whether ``line`` fits above a chart; on a phone it is among the facts instead."""
    return style.width_of(line) < style.right - style.left
