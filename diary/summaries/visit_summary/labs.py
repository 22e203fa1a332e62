"""Laboratory values as they stand on the slips."""

from datetime import date, timedelta

from diary.labs.models import LabResult
from diary.labs.queries import limits_in_words, place_of
from ldn_app.access.models import ShareCategory
from ldn_app.access.viewer import Viewer

from ..domain.external_sections import LabDay, LabLine, LabSection
from ..domain.period import Period
from ..domain.states import State

LAST_DAYS = 2
# How long before the period the last two may lie; ten years of slips need not be read for them.
LOOK_BACK = timedelta(days=366)


def build_labs(viewer: Viewer, period: Period) -> LabSection:
    """One query, the newest slips first; those before the period matter only as the last two."""
    if not viewer.may_read(ShareCategory.LABS):
        return LabSection(State.NOT_SHARED)
    reach = (period.first - LOOK_BACK, period.last)
    rows = LabResult.objects.visible_to(viewer).filter(collected_on__range=reach)
    values = rows.order_by("-collected_on", "pk").values_list(
        "collected_on",
        "item_name",
        "value_text",
        "unit",
        "low_text",
        "high_text",
        "value",
        "comparator",
    )
    days: dict[date, list[LabLine]] = {}
    for on_day, *line in values:
        days.setdefault(on_day, []).append(_line(*line))
    if not days:
        return LabSection(State.NOT_RECORDED)
    found = [LabDay(on_day, tuple(lines)) for on_day, lines in days.items()]
    inside = tuple(day for day in found if day.on_day >= period.first)
    return LabSection(State.PRESENT, tuple(found[:LAST_DAYS]), inside)


def _line(name, typed, unit, low, high, value, comparator) -> LabLine:
    place = place_of(value, comparator, low, high)
    return LabLine(name, typed, unit, limits_in_words(low, high), place)
