"""Laboratory values as the slips have them: reading, section and appendix.

Nothing is judged except where a value is in the range of its own slip.
"""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from diary.labs.domain.ranges import RangePosition
from diary.labs.models import LabResult
from diary.labs.queries import limits_in_words, place_of
from ldn_app.access.models import ShareCategory
from ldn_app.access.viewer import Viewer
from ldn_app.ui.dates import full_day_label

from ..charts.style import Style
from ..domain.external_sections import LabDay, LabFact, LabSection
from ..domain.period import Period
from ..domain.states import State
from ..domain.visit_summary import VisitSummary
from .labels import plain_day, state_words, those_that_fit
from .section import SectionEntry, SheetSection, Table

LAST_DAYS = 2
# The last two slips are looked for at most so long before the period.
LOOK_BACK = timedelta(days=366)
OUTSIDE = frozenset({RangePosition.BELOW, RangePosition.ABOVE})
LETTERS = 150
BETWEEN = " / "


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
    days: dict[date, list[LabFact]] = {}
    for on_day, *line in values:
        days.setdefault(on_day, []).append(_read_line(*line))
    if not days:
        return LabSection(State.NOT_RECORDED)
    found = [LabDay(on_day, tuple(lines)) for on_day, lines in days.items()]
    inside = tuple(day for day in found if day.on_day >= period.first)
    return LabSection(State.PRESENT, tuple(found[:LAST_DAYS]), inside)


def _read_line(name, typed, unit, low, high, value, comparator) -> LabFact:
    place = place_of(value, comparator, low, high)
    return LabFact(name, typed, unit, limits_in_words(low, high), place)


def lab_words(line: LabFact) -> str:
    """``AST 45 U/L(13〜30)▲範囲より上``; without a range nothing is printed for it."""
    value = " ".join(filter(None, (line.name, line.value, line.unit)))
    limits = f"({line.limits})" if line.limits else ""
    return value + limits + outside_range_words(line.place)


def outside_range_words(place: RangePosition | None) -> str:
    """A sign and words for a value outside the range of its own slip; "" for every other."""
    return {RangePosition.ABOVE: _("▲範囲より上"), RangePosition.BELOW: _("▼範囲より下")}.get(
        place, ""
    )


def is_outside(line: LabFact) -> bool:
    return line.place in OUTSIDE


def lab_section(summary: VisitSummary) -> SheetSection:
    labs = summary.labs
    return SheetSection(
        _("検査の値(最近2回、( ) は伝票の基準範囲、▲▼ はその外)"),
        instead=state_words(labs.state),
        entries=tuple(
            SectionEntry(plain_day(day.on_day), _day_line(day)) for day in reversed(labs.last)
        ),
        kind="labs",
    )


def _day_line(day: LabDay) -> str:
    """What is outside the range of its slip comes first and is never left out."""
    outside = [lab_words(line) for line in day.lines if is_outside(line)]
    others = [lab_words(line) for line in day.lines if not is_outside(line)]
    room = LETTERS - sum(len(told) + len(BETWEEN) for told in outside)
    shown = [*outside, *those_that_fit(others, room, at_least=0 if outside else 1)]
    left_out = len(day.lines) - len(shown)
    more = [_("ほか %s") % left_out] if left_out else []
    return BETWEEN.join((*shown, *more))


def lab_appendix(summary: VisitSummary, style: Style) -> SheetSection:
    title, labs = _("検査の値(この期間すべて)"), summary.labs
    if not labs.days:
        state = State.NOT_RECORDED if labs.state is State.PRESENT else labs.state
        return SheetSection(title, state_words(state), kind="tables")
    key = _("値・単位・基準範囲は伝票のとおり。▲▼ はその伝票の範囲の外。判定はしていません。")
    tables = tuple(_table(day) for day in reversed(labs.days))
    return SheetSection(title, tables=tables, key=key, kind="tables")


def _table(day: LabDay) -> Table:
    heads = (_("項目"), _("値"), _("単位"), _("伝票の基準範囲"))
    rows = tuple(
        (
            line.name,
            " ".join(filter(None, (line.value, outside_range_words(line.place)))),
            line.unit,
            line.limits or _("未記入"),
        )
        for line in day.lines
    )
    return Table(full_day_label(day.on_day), heads, rows)
