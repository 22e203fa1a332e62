"""A file beside the record: what is new, what is there already, what differs. Writes nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from diary.doses.domain.titration import AMOUNT_KINDS, Kind
from diary.symptoms.domain.answers import NONE_TODAY
from diary.symptoms.services.symptom_list import plain_name
from ldn_app.access.viewer import Viewer

from .importable_models import DOSE, EFFECT, EVENT, REGIMEN, SYMPTOM, ImportSpec, import_specs
from .plans import Placing, place_plans
from .problems import RowProblem
from .rows import IncomingRecord, IncomingRow

AMOUNT = "amount"
TOLD_BY_AMOUNTS = AMOUNT_KINDS - {Kind.START}

Pair = tuple[IncomingRow, Model | None]


@dataclass(slots=True)
class ModelComparison:
    """``fills``: answers for what is unanswered in a row of the record. ``clashes``: a row of the
    record that says something else. ``against``: rows of the file that contradict rows of the
    record (「今日はなし」 beside a side effect)."""

    spec: ImportSpec
    new: list[IncomingRow] = field(default_factory=list)
    same: int = 0
    fills: list[tuple[Model, dict[str, Any]]] = field(default_factory=list)
    clashes: list[tuple[IncomingRow, Model]] = field(default_factory=list)
    against: list[tuple[IncomingRow, list[Model]]] = field(default_factory=list)

    @property
    def conflicts(self) -> int:
        return len(self.clashes) + len(self.against)

    @property
    def total(self) -> int:
        return len(self.new) + self.same + len(self.fills) + self.conflicts


@dataclass(slots=True)
class Comparison:
    """``links``: which row a row of the file is, by (model, number): a number of the record, or
    the row itself when it is new."""

    plans: Placing
    by_model: list[ModelComparison] = field(default_factory=list)
    links: dict[tuple[str, object], Any] = field(default_factory=dict)
    problems: list[RowProblem] = field(default_factory=list)

    @property
    def new(self) -> int:
        return sum(len(one.new) + len(one.fills) for one in self.by_model)

    @property
    def conflicts(self) -> int:
        """How much waits for the patient's word; plans that overlap count as one."""
        return self.plans.collides + sum(one.conflicts for one in self.by_model)

    @property
    def mark(self) -> str:
        """Equal marks, equal counts: what the patient agreed to still holds."""
        counts = [
            (one.spec.label, len(one.new), one.same, len(one.fills), one.conflicts)
            for one in self.by_model
        ]
        return sha256(repr((counts, self.conflicts)).encode()).hexdigest()[:32]


def compare(viewer: Viewer, record: IncomingRecord, *, keep: bool) -> Comparison:
    """``record`` beside the viewer's own. ``keep``: what holds where plans collide."""
    known = {
        spec.label: _rows_of(viewer, spec) for spec in import_specs() if record.rows.get(spec.label)
    }
    plans = place_plans(
        record.rows.get(REGIMEN, ()),
        record.rows.get(EVENT, ()),
        known.get(REGIMEN, ()),
        known.get(EVENT, ()),
        keep=keep,
    )
    comparison = Comparison(plans)
    for spec in import_specs():
        if rows := record.rows.get(spec.label):
            comparison.by_model.append(_compare_model(spec, rows, known[spec.label], comparison))
    return comparison


def _rows_of(viewer: Viewer, spec: ImportSpec) -> list[Model]:
    return list(spec.model.objects.editable_by(viewer).order_by("pk"))


def _compare_model(
    spec: ImportSpec, rows: Sequence[IncomingRow], mine: Sequence[Model], comparison: Comparison
) -> ModelComparison:
    result = ModelComparison(spec)
    for row, there in _pairs(spec, rows, mine, comparison):
        comparison.links[(spec.label, row.number)] = there.pk if there else row
        if there is None:
            result.new.append(row)
            continue
        fills, clashes = _differences(spec, row, there)
        if clashes:
            result.clashes.append((row, there))
        elif fills:
            result.fills.append((there, fills))
        else:
            result.same += 1
    if spec.label == EFFECT:
        _set_contradictions_apart(result, mine)
    return result


def _pairs(
    spec: ImportSpec, rows: Sequence[IncomingRow], mine: Sequence[Model], comparison: Comparison
) -> Iterable[Pair]:
    """Each row of the file with the row of the record that it is."""
    if spec.label == REGIMEN:
        return comparison.plans.pairs
    if spec.label == SYMPTOM:
        return _pairs_of_symptoms(rows, mine, comparison)
    return _pairs_by_key(spec, rows, mine, comparison)


def _pairs_by_key(
    spec: ImportSpec, rows: Sequence[IncomingRow], mine: Sequence[Model], comparison: Comparison
) -> Iterator[Pair]:
    known = defaultdict(list)
    for there in mine:
        known[_key_of_mine(spec, there, comparison.plans)].append(there)
    seen = set()
    for row in rows:
        if spec.label == EVENT and row.parents["regimen_id"] in _given_way(comparison.plans):
            continue
        key = tuple(_part_of_key(row, name, comparison) for name in spec.key)
        if key in seen and not spec.repeats:
            comparison.problems.append(RowProblem(row.where, _twice()))
            continue
        seen.add(key)
        yield row, known[key].pop(0) if known[key] else None


def _given_way(plans: Placing) -> set[object]:
    return {row.number for row in plans.dropped}


def _twice() -> str:
    return _("同じ日の同じ記録が、ファイルに2つあります。どちらかを消してから選んでください。")


def _part_of_key(row: IncomingRow, name: str, comparison: Comparison) -> Any:
    if name not in row.spec.parents:
        return _as_compared(row.spec, name, row.said[name])
    number = row.parents[name]
    if row.spec.label == DOSE:
        return comparison.plans.home(number, row.said["dose_day"])
    return comparison.links[(row.spec.parents[name], number)]


def _key_of_mine(spec: ImportSpec, there: Model, plans: Placing) -> tuple:
    if spec.label == DOSE:
        return plans.home_of_mine(there.regimen_id, there.dose_day), there.dose_day
    return tuple(_as_compared(spec, name, getattr(there, name)) for name in spec.key)


def _as_compared(spec: ImportSpec, name: str, value: Any) -> Any:
    """Whether an amount rose, fell or stayed follows from the lines around it, so a line is the
    same line whatever word was stored with it."""
    if spec.label == EVENT and name == "kind" and value in TOLD_BY_AMOUNTS:
        return AMOUNT
    return value


def _pairs_of_symptoms(
    rows: Sequence[IncomingRow], mine: Sequence[Model], comparison: Comparison
) -> list[Pair]:
    """A symptom is itself by its name, by its entry in the library, or by its name typed with
    other blanks and letters; each row of the record once."""
    found: dict[IncomingRow, Model] = {}
    free = list(mine)
    names = [row.said["name"] for row in rows]
    comparison.problems += [
        RowProblem(row.where, _twice())
        for place, row in enumerate(rows)
        if row.said["name"] in names[:place]
    ]
    ways = (
        lambda row, there: row.said["name"] == there.name,
        lambda row, there: row.said["library_key"] == there.library_key != "",
        lambda row, there: plain_name(row.said["name"]) == plain_name(there.name),
    )
    for is_same in ways:
        for row in rows:
            there = next((one for one in free if row not in found and is_same(row, one)), None)
            if there is not None:
                found[row] = there
                free.remove(there)
    return [(row, found.get(row)) for row in rows]


def _differences(spec: ImportSpec, row: IncomingRow, there: Model) -> tuple[dict, dict]:
    """What ``row`` answers where ``there`` is empty, and where both say something different."""
    fills, clashes = {}, {}
    for name in spec.compared:
        if name not in row.said or row.said[name] == getattr(there, name):
            continue
        theirs = row.said[name]
        if name not in spec.open_fields:
            clashes[name] = theirs
        elif _is_empty(spec, name, getattr(there, name)):
            fills[name] = theirs
        elif not _is_empty(spec, name, theirs):
            clashes[name] = theirs
    return fills, clashes


def _is_empty(spec: ImportSpec, name: str, value: object) -> bool:
    """Whether nothing was answered. A tick that is off is no answer; a "no" is one."""
    return value is None or value == "" or (value is False and not spec.columns[name].null)


def _set_contradictions_apart(result: ModelComparison, mine: Iterable[Model]) -> None:
    """「今日はなし」 on one side and a side effect on the other are two answers for one day."""
    said = defaultdict(list)
    for there in mine:
        said[there.day].append(there)
    new = []
    for row in result.new:
        is_none = row.said["kind"] == NONE_TODAY
        against = [one for one in said[row.said["day"]] if (one.kind == NONE_TODAY) != is_none]
        if against:
            result.against.append((row, against))
        else:
            new.append(row)
    result.new = new
