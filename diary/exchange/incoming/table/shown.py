"""The first rows of a table, in the words in which they will stand in the diary."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from diary.doses.domain.amounts import plain
from ldn_app.ui.dates import full_day_label

from ..rooms import DOSE, NOTE, RATING, SLEEP, SYMPTOM
from ..rows import IncomingRecord, IncomingRow

MOST_LINES = 5
LONGEST_NOTE_SHOWN = 40


@dataclass(frozen=True, slots=True)
class ShownLine:
    """``where``: 「2行目」. ``day`` and ``answers`` in words."""

    where: str
    day: str
    answers: tuple[str, ...]


def first_lines(record: IncomingRecord) -> list[ShownLine]:
    names = {row.number: row.said["name"] for row in record.rows.get(SYMPTOM, ())}
    found: dict[str, list[IncomingRow]] = defaultdict(list)
    for label in (RATING, SLEEP, DOSE, NOTE):
        for row in record.rows.get(label, ()):
            found[row.where].append(row)
    lines = sorted(found.items(), key=lambda line: int(line[0].partition(_("行目"))[0]))
    return [
        ShownLine(where, full_day_label(_day(rows[0])), tuple(_words(row, names) for row in rows))
        for where, rows in lines[:MOST_LINES]
    ]


def _day(row: IncomingRow):
    return row.said.get("day") or row.said["dose_day"]


def _words(row: IncomingRow, names: dict[object, str]) -> str:
    said = row.said
    if row.room.label == RATING:
        return f"{names[row.parents['symptom_id']]} {said['score']}"
    if row.room.label == SLEEP:
        return _("眠りの質 %(quality)d") % said
    if row.room.label == NOTE:
        text = said["text"]
        shown = text[:LONGEST_NOTE_SHOWN] + ("…" if len(text) > LONGEST_NOTE_SHOWN else "")
        return _("メモ「%(text)s」") % {"text": shown}
    if said["status"] == "skipped":
        return _("とばした")
    amount_mg = said.get("amount_mg") or row.marks.get("amount_mg")
    return _("飲んだ %(amount)smg") % {"amount": plain(amount_mg)} if amount_mg else _("飲んだ")
