"""Plans of a file beside plans of the record: a patient follows one at a time.

A plan that is in both is the same plan. One that is only in the file and whose days overlap with a
plan of the record cannot simply be added. Either way no night loses its answer: the doses of a plan
that gives way go to the plan that stays.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from diary.doses.domain.titration import Kind
from diary.doses.models import Regimen, RegimenEvent

from .rows import IncomingRow

# A plan of the record by its number, or one that is to be written.
Token = int | IncomingRow


@dataclass(frozen=True, slots=True)
class PlanSpan:
    """The dose days of one plan; ``end`` is the first that it no longer covers."""

    token: Token
    first: date
    end: date

    def covers(self, day: date) -> bool:
        return self.first <= day < self.end

    def meets(self, other: "PlanSpan") -> bool:
        return self.first < other.end and other.first < self.end


@dataclass(slots=True)
class Placing:
    """What becomes of the plans. ``homes``: where the doses of a plan of the file go, by its
    number; ``removed``: the same for plans of the record that are replaced; ``cut``: plans of the
    file that end earlier than the file says; ``dropped``: plans of the file that are left out.
    ``collides``: a plan of the record would be replaced by the file's, if the patient agrees."""

    pairs: list[tuple[IncomingRow, Regimen | None]] = field(default_factory=list)
    homes: dict[object, list[PlanSpan]] = field(default_factory=dict)
    removed: dict[int, list[PlanSpan]] = field(default_factory=dict)
    cut: dict[IncomingRow, date] = field(default_factory=dict)
    dropped: list[IncomingRow] = field(default_factory=list)
    collides: bool = False

    def home(self, number: object, day: date) -> Token:
        """The plan that the file's dose of ``day`` belongs to. A table names the record's own."""
        spans = self.homes.get(number)
        return _among(spans, day) if spans else number

    def home_of_mine(self, regimen_id: int, day: date) -> Token:
        """The same for a dose of the record."""
        spans = self.removed.get(regimen_id)
        return _among(spans, day) if spans else regimen_id


def _among(spans: Sequence[PlanSpan], day: date) -> Token:
    return next((span.token for span in spans if span.covers(day)), spans[0].token)


def place_plans(
    rows: Sequence[IncomingRow],
    events: Iterable[IncomingRow],
    mine: Sequence[Regimen],
    my_events: Iterable[RegimenEvent],
    *,
    keep: bool,
) -> Placing:
    """``keep``: a plan of the record stays where two collide; otherwise the file's does."""
    placing = Placing()
    pairs = _pairs(rows, mine)
    theirs = _spans_of_file(rows, events, pairs)
    ours = _spans_of_record(mine, my_events)
    taken = {regimen.pk for _, regimen in pairs if regimen is not None}
    for row, regimen in pairs:
        span = theirs[row.number]
        over = [other for other in ours if keep and other.meets(span)]
        if regimen is not None:
            # In the record it may have ended when the next one began.
            placing.pairs.append((row, regimen))
            same = [other for other in over if other.token == regimen.pk] or [span]
            placing.homes[row.number] = [*same, *over]
            continue
        if over and not span.first < over[0].first:
            placing.dropped.append(row)
            placing.homes[row.number] = over
            continue
        if over:
            placing.cut[row] = over[0].first
            span = PlanSpan(row, span.first, over[0].first)
        placing.pairs.append((row, None))
        placing.homes[row.number] = [span, *over]
    for span in ours:
        over = [other for other in theirs.values() if other.meets(span)]
        if span.token not in taken and over:
            placing.collides = True
            if not keep:
                placing.removed[span.token] = sorted(over, key=_first)
    return placing


def _pairs(
    rows: Sequence[IncomingRow], mine: Sequence[Regimen]
) -> list[tuple[IncomingRow, Regimen | None]]:
    """Each plan of the file with the plan of the record that it is; None for a new one."""
    known = defaultdict(list)
    for regimen in mine:
        known[(regimen.created_at, regimen.form, regimen.strength_mg_per_ml)].append(regimen)
    pairs = []
    for row in rows:
        same = known[(row.said["created_at"], row.said["form"], row.said["strength_mg_per_ml"])]
        pairs.append((row, same.pop(0) if same else None))
    return pairs


def _spans_of_file(
    rows: Sequence[IncomingRow],
    events: Iterable[IncomingRow],
    pairs: Iterable[tuple[IncomingRow, Regimen | None]],
) -> dict[object, PlanSpan]:
    starts = {
        event.parents["regimen_id"]: event.said["on_day"]
        for event in events
        if event.said["kind"] == Kind.START and event.said["withdrawn_at"] is None
    }
    tokens = {row: regimen.pk if regimen else row for row, regimen in pairs}
    return {
        row.number: PlanSpan(
            tokens[row],
            starts.get(row.number, row.said["created_at"].date()),
            row.said["ended_day"] or date.max,
        )
        for row in rows
    }


def _spans_of_record(mine: Iterable[Regimen], my_events: Iterable[RegimenEvent]) -> list[PlanSpan]:
    """The earliest plan first."""
    starts = {
        event.regimen_id: event.on_day
        for event in my_events
        if event.kind == Kind.START and event.withdrawn_at is None
    }
    spans = [
        PlanSpan(
            regimen.pk,
            starts.get(regimen.pk, regimen.created_at.date()),
            regimen.ended_day or date.max,
        )
        for regimen in mine
    ]
    return sorted(spans, key=_first)


def _first(span: PlanSpan) -> date:
    return span.first
