"""Reading scores."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from ldn_app.access.viewer import Viewer

from .domain.instruments import Instrument, instruments
from .domain.numbers import plain
from .domain.sheet import OWN, PS
from .models import Response

DAYS_ON_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A score as it is shown. ``limits``: 「0〜33」, empty where the range is not known."""

    pk: int
    name: str
    value: str
    limits: str


@dataclass(frozen=True, slots=True)
class ScoreGroup:
    """The scores of one instrument on one day."""

    name: str
    version: str
    direction: str
    rows: tuple[ScoreRow, ...]


@dataclass(frozen=True, slots=True)
class ScoreDay:
    answered_on: date
    groups: tuple[ScoreGroup, ...]


@dataclass(frozen=True, slots=True)
class ScoresPage:
    """Days with scores, the newest first. ``older``, ``newer``: pages beside this one."""

    days: tuple[ScoreDay, ...]
    older: int | None
    newer: int | None


@dataclass(frozen=True, slots=True)
class PsPage:
    """``chosen``: the level of ``day``, None when none was. ``last_on``: the day before it that
    has one; only its date, so that the last answer does not lead this one."""

    day: date
    instrument: Instrument
    levels: tuple[tuple[int, str], ...]
    chosen: int | None
    response_id: int | None
    last_on: date | None


def build_scores_page(viewer: Viewer, *, page: int = 1) -> ScoresPage:
    """Page ``page`` (from 1) of the days with scores."""
    page = max(page, 1)
    first = (page - 1) * DAYS_ON_A_PAGE
    mine = Response.objects.visible_to(viewer)
    days = mine.order_by("-answered_on").values_list("answered_on", flat=True).distinct()
    shown = list(days[first : first + DAYS_ON_A_PAGE + 1])
    order = ("-answered_on", "instrument_name", "version", "pk")
    rows = mine.filter(answered_on__in=shown[:DAYS_ON_A_PAGE]).order_by(*order)
    by_day = groupby(rows, key=lambda row: row.answered_on)
    older = page + 1 if len(shown) > DAYS_ON_A_PAGE else None
    return ScoresPage(
        tuple(ScoreDay(day, _groups(group)) for day, group in by_day),
        older,
        page - 1 if page > 1 else None,
    )


def build_ps_page(viewer: Viewer, day: date) -> PsPage:
    instrument = instruments()[PS]
    mine = Response.objects.visible_to(viewer).filter(instrument=PS, answered_on__lte=day)
    newest = list(mine.order_by("-answered_on")[:2])
    today = next((row for row in newest if row.answered_on == day), None)
    before = next((row for row in newest if row.answered_on < day), None)
    return PsPage(
        day=day,
        instrument=instrument,
        levels=tuple(enumerate(instrument.levels)),
        chosen=int(today.value) if today else None,
        response_id=today.pk if today else None,
        last_on=before.answered_on if before else None,
    )


def paper_instruments() -> list[Instrument]:
    """The instruments whose scores are copied from paper: all but PS, which has its own page."""
    return [one for one in instruments().values() if one.id != PS]


def _groups(rows) -> tuple[ScoreGroup, ...]:
    found = []
    for (name, version), group in groupby(rows, key=lambda row: (row.instrument_name, row.version)):
        scores = list(group)
        direction = scores[0].get_direction_display() if _says_direction(scores[0]) else ""
        found.append(ScoreGroup(name, version, direction, tuple(map(_shown, scores))))
    return tuple(found)


def _says_direction(row: Response) -> bool:
    return row.direction != Response.Direction.UNKNOWN


def _shown(row: Response) -> ScoreRow:
    known = row.low is not None and row.high is not None
    limits = f"{plain(row.low)}〜{plain(row.high)}" if known else ""
    name = row.scale_name if row.instrument != OWN else ""
    return ScoreRow(row.pk, name, plain(row.value), limits)
