"""Other medicines, the answer about opioids, and what was obtained, in one query."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, DateField, Q, Value

from diary.safety.models import OpioidAnswer
from diary.safety.models import OtherMedicine as MedicineRow
from diary.supply.models import Supply
from ldn_app.access.models import ShareCategory
from ldn_app.access.viewer import Viewer

from ..domain.external_sections import (
    MedicineSection,
    Obtained,
    OpioidSaid,
    OtherMedicine,
    SupplySection,
)
from ..domain.period import Period
from ..domain.states import State
from .labs import LOOK_BACK

SUPPLY, MEDICINE, OPIOIDS = "supply", "medicine", "opioids"
NO_WORDS = Value("", CharField())


@dataclass(frozen=True, slots=True)
class Row:
    """A row of one of the three tables; ``words``: strength, name or answer."""

    sort: str
    words: str
    first_on: date | None
    last_on: date | None
    source: str
    form: str
    lot: str
    quantity: str


def build_medicines(viewer: Viewer, period: Period) -> tuple[MedicineSection, SupplySection]:
    """One query for the three small tables. A medicine without a beginning counts from long ago;
    what was obtained last may lie up to a year before the period."""
    rows = _read(viewer, period)
    return _medicines(viewer, rows, period), _supply(viewer, rows, period)


def _read(viewer: Viewer, period: Period) -> list[Row]:
    reach = (period.first - LOOK_BACK, period.last)
    obtained = Supply.objects.visible_to(viewer).filter(obtained_on__range=reach)
    begun = Q(since_on__isnull=True) | Q(since_on__lte=period.last)
    not_ended = Q(until_on__isnull=True) | Q(until_on__gte=period.first)
    medicines = MedicineRow.objects.visible_to(viewer).filter(begun, not_ended)
    answers = OpioidAnswer.objects.visible_to(viewer).filter(answered_on__lte=period.last)
    pieces = (
        _piece(obtained, SUPPLY, "strength_text", "obtained_on", "expires_on", with_label=True),
        _piece(medicines, MEDICINE, "name", "since_on", "until_on"),
        _piece(answers, OPIOIDS, "answer", "answered_on", None),
    )
    first, *others = pieces
    return [Row(*values) for values in first.union(*others, all=True)]


def _piece(rows, sort: str, words: str, first: str, last: str | None, *, with_label: bool = False):
    label = ("source", "form", "lot", "quantity_text") if with_label else ("none",) * 4
    sort_of = Value(sort, CharField())
    rows = rows.annotate(sort=sort_of, none=NO_WORDS, no_day=Value(None, DateField()))
    return rows.values_list("sort", words, first, last or "no_day", *label)


def _medicines(viewer: Viewer, rows: Sequence[Row], period: Period) -> MedicineSection:
    if not viewer.may_read(ShareCategory.OTHER_MEDICINES):
        return MedicineSection(State.NOT_SHARED)
    taken = [row for row in rows if row.sort == MEDICINE]
    taken.sort(key=lambda row: (row.first_on or date.min, row.words))
    opioids = _opioids([row for row in rows if row.sort == OPIOIDS], period)
    return MedicineSection(
        State.PRESENT if taken or opioids else State.NOT_RECORDED,
        tuple(OtherMedicine(row.words, row.first_on, row.last_on) for row in taken),
        opioids,
    )


def _opioids(rows: list[Row], period: Period) -> tuple[OpioidSaid, ...]:
    """Every answer of the period, the newest first, and the one that held when it began."""
    rows.sort(key=lambda row: row.first_on, reverse=True)
    inside = [row for row in rows if row.first_on >= period.first]
    held = [row for row in rows if row.first_on < period.first][:1]
    if inside and inside[-1].first_on == period.first:
        held = []
    told = dict(OpioidAnswer.Answer.choices)
    return tuple(
        OpioidSaid(row.first_on, str(told[row.words]), row.words == OpioidAnswer.Answer.NONE)
        for row in (*inside, *held)
    )


def _supply(viewer: Viewer, rows: Sequence[Row], period: Period) -> SupplySection:
    if not viewer.may_read(ShareCategory.SUPPLY):
        return SupplySection(State.NOT_SHARED)
    found = [_obtained(row) for row in rows if row.sort == SUPPLY]
    if not found:
        return SupplySection(State.NOT_RECORDED)
    found.sort(key=lambda one: one.on_day, reverse=True)
    inside = tuple(one for one in found if one.on_day >= period.first)
    return SupplySection(State.PRESENT, found[0], inside)


def _obtained(row: Row) -> Obtained:
    return Obtained(
        on_day=row.first_on,
        source=str(dict(Supply.Source.choices).get(row.source, row.source)),
        form=str(dict(Supply.Form.choices).get(row.form, row.form)),
        strength=row.words,
        lot=row.lot,
        expires_on=row.last_on,
        quantity=row.quantity,
    )
