"""The first rows of a table, in the words in which they will stand in the diary."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from diary.doses.domain.amounts import plain
from ldn_app.ui.dates import full_day_label

from ..importable_models import DOSE, NOTE, RATING, SLEEP, SYMPTOM
from ..rows import IncomingRecord, IncomingRow
from .combining import BETWEEN_PLACES

MOST_LINES = 5
LONGEST_NOTE_SHOWN = 40


@dataclass(frozen=True, slots=True)
class ShownLine:
    """``where``: 「2行目」. ``day`` and ``answers`` in words."""

    where: str
    day: str
    answers: tuple[str, ...]


def first_lines(record: IncomingRecord) -> list[ShownLine]:
    """The days that stand first in the file, each with everything that is recorded for it."""
    names = {row.number: row.said["name"] for row in record.rows.get(SYMPTOM, ())}
    found: dict[date, list[IncomingRow]] = defaultdict(list)
    for label in (RATING, SLEEP, DOSE, NOTE):
        for row in record.rows.get(label, ()):
            found[row.day].append(row)
    days = sorted(found.items(), key=lambda one: min(map(_number, one[1])))
    return [
        ShownLine(
            _places(rows),
            full_day_label(day),
            tuple(_words(row, names) for row in rows),
        )
        for day, rows in days[:MOST_LINES]
    ]


def _places(rows: list[IncomingRow]) -> str:
    places = {place for row in rows for place in row.where.split(BETWEEN_PLACES)}
    return BETWEEN_PLACES.join(sorted(places, key=lambda place: (len(place), place)))


def _number(row: IncomingRow) -> int:
    return int(row.where.partition(_("行目"))[0])


def _words(row: IncomingRow, names: dict[object, str]) -> str:
    said = row.said
    if row.spec.label == RATING:
        return f"{names[row.parents['symptom_id']]} {said['score']}"
    if row.spec.label == SLEEP:
        return _("眠りの質 %(quality)d") % said
    if row.spec.label == NOTE:
        text = said["text"]
        shown = text[:LONGEST_NOTE_SHOWN] + ("…" if len(text) > LONGEST_NOTE_SHOWN else "")
        return _("メモ「%(text)s」") % {"text": shown}
    if said["status"] == "skipped":
        return _("飲まなかった")
    amount_mg = said.get("amount_mg") or row.marks.get("amount_mg")
    return _("飲んだ %(amount)smg") % {"amount": plain(amount_mg)} if amount_mg else _("飲んだ")
