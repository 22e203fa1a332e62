"""Reading laboratory results."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from django.utils.translation import gettext as _

from ldn_app.access.viewer import Viewer

from .domain.line import Terms
from .domain.ranges import RangePosition, place_on_the_slip
from .domain.reading import Reading, Unreadable, parse_reading
from .domain.units import converted
from .models import LabResult

SLIPS_ON_A_PAGE = 12
ROWS_TO_LOOK_BACK = 300  # enough for every item that is still being tested


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A line as it is shown. ``place``: 「範囲の中」 …, empty where there is nothing to say."""

    pk: int
    name: str
    value: str
    unit: str
    limits: str
    place: str
    also: str


@dataclass(frozen=True, slots=True)
class Slip:
    collected_on: date
    rows: tuple[ResultRow, ...]


@dataclass(frozen=True, slots=True)
class LabsPage:
    """Slips, the newest first. ``older``, ``newer``: numbers of the pages beside this one."""

    slips: tuple[Slip, ...]
    older: int | None
    newer: int | None


def build_labs_page(viewer: Viewer, *, page: int = 1) -> LabsPage:
    """Page ``page`` (from 1) of the slips."""
    page = max(page, 1)
    first = (page - 1) * SLIPS_ON_A_PAGE
    mine = LabResult.objects.visible_to(viewer)
    days = mine.order_by("-collected_on").values_list("collected_on", flat=True).distinct()
    shown = list(days[first : first + SLIPS_ON_A_PAGE + 1])
    rows = mine.filter(collected_on__in=shown[:SLIPS_ON_A_PAGE]).order_by("-collected_on", "pk")
    slips = tuple(
        Slip(day, tuple(map(_shown, group)))
        for day, group in groupby(rows, key=lambda row: row.collected_on)
    )
    older = page + 1 if len(shown) > SLIPS_ON_A_PAGE else None
    return LabsPage(slips, older, page - 1 if page > 1 else None)


def terms_of_last_time(viewer: Viewer) -> dict[str, Terms]:
    """Unit and printed range of the last result of each item, the newest item first."""
    rows = LabResult.objects.visible_to(viewer).order_by("-collected_on", "pk")
    known: dict[str, Terms] = {}
    columns = ("item_name", "unit", "low_text", "high_text")
    for name, *terms in rows.values_list(*columns)[:ROWS_TO_LOOK_BACK]:
        known.setdefault(name, Terms(*terms))
    return known


def limits_in_words(low_text: str, high_text: str) -> str:
    """The printed range: 「13〜30」, 「0.30以下」, 「60以上」; empty for none."""
    if low_text and high_text:
        return f"{low_text}〜{high_text}"
    if high_text:
        return high_text if _says_how(high_text) else _("%(limit)s以下") % {"limit": high_text}
    if low_text:
        return low_text if _says_how(low_text) else _("%(limit)s以上") % {"limit": low_text}
    return ""


def place_in_words(result: LabResult) -> str:
    """Where the value lies in the range of its own slip; empty where nothing can be said."""
    place = place_of(result.value, result.comparator, result.low_text, result.high_text)
    words = {
        RangePosition.INSIDE: _("範囲の中"),
        RangePosition.BELOW: _("範囲より下"),
        RangePosition.ABOVE: _("範囲より上"),
        None: "",
    }
    return words[place]


def place_of(
    value: Decimal | None, comparator: str, low_text: str, high_text: str
) -> RangePosition | None:
    """The same as a RangePosition; ``value`` None: the result is words."""
    reading = Reading(value, comparator) if value is not None else None
    return place_on_the_slip(reading, _limit(low_text), _limit(high_text))


def also_in_words(result: LabResult) -> str:
    """The value in the usual unit of its item, when it was entered in another one we know."""
    if result.value is None:
        return ""
    other = converted(result.item_key, result.value, result.unit)
    return f"{result.comparator}{other.value:f} {other.unit}" if other else ""


def _shown(result: LabResult) -> ResultRow:
    return ResultRow(
        pk=result.pk,
        name=result.item_name,
        value=result.value_text,
        unit=result.unit,
        limits=limits_in_words(result.low_text, result.high_text),
        place=place_in_words(result),
        also=also_in_words(result),
    )


def _limit(text: str) -> Reading | None:
    try:
        return parse_reading(text)
    except Unreadable:
        return None


def _says_how(text: str) -> bool:
    limit = _limit(text)
    return limit is not None and not limit.is_exact
