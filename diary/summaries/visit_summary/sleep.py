"""Sleep, sleeplessness and dreams, week by week."""

from collections.abc import Sequence
from datetime import time

from diary.symptoms.models import Sleep
from ldn_app.access.models import ShareCategory
from ldn_app.access.viewer import Viewer

from ..domain.period import Period
from ..domain.states import State
from ..domain.visit_summary import SleepDay, SleepSection
from ..domain.weeks import Week, spread, weekly_spreads, weekly_tallies

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
