"""What the preview of a table shows: its first rows, what stays out, and how it was read."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from diary.doses.domain.amounts import plain
from ldn_app.ui.dates import full_day_label

from ..importable_models import DOSE, NOTE, RATING, SLEEP, SYMPTOM
from ..rows import IncomingRecord, IncomingRow
from .combining import BETWEEN_PLACES, Which
from .layout_form import DELIMITER_WORDS
from .lines import Line
from .mapping import Mapped
from .mend import MEND_COLUMN
from .names import near
from .parse import ParsedTable
from .reading import TableReading

MOST_NUMBERS = 5
MOST_LINES = 5
LONGEST_NOTE_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Told:
    """``ignored``: columns that stay out, each in a sentence; ``near``: columns whose name is like
    that of a followed symptom; ``remarks``: on the reading; ``asks_which``: scores of one day
    differ."""

    ignored: tuple[str, ...]
    near: tuple[str, ...]
    remarks: tuple[str, ...]
    asks_which: bool
    which: Which


def tell(
    table: ParsedTable, mapped: Mapped, reading: TableReading, symptoms: Sequence[str]
) -> Told:
    """``symptoms``: the names of those that the patient has."""
    used = {*mapped.uses.values(), *mapped.symptoms, *mapped.new}
    ignored = [place for place in range(len(table.names)) if place not in used]
    ignored = [place for place in ignored if table.names[place] != str(MEND_COLUMN)]
    filled = {place: sum(1 for _cell in table.column(place)) for place in ignored}
    return Told(
        ignored=tuple(_column_words(table.names[place], count) for place, count in filled.items()),
        near=tuple(_near_words(table, [*(p for p in ignored if filled[p]), *mapped.new], symptoms)),
        remarks=tuple(_remarks(table, mapped, reading)),
        asks_which=bool(reading.several.scores),
        which=mapped.several,
    )


def _column_words(name: str, count: int) -> str:
    if not count:
        return _("「%(name)s」(ぜんぶ空です)") % {"name": name}
    return _("「%(name)s」(%(count)d行に書かれています)") % {"name": name, "count": count}


def _near_words(table: ParsedTable, places: Sequence[int], symptoms: Sequence[str]):
    for place in places:
        name = table.names[place]
        if (other := near(name, symptoms)) is not None:
            yield _(
                "列「%(name)s」は、いま記録している「%(other)s」と同じものかもしれません。"
                "同じなら、「列を選びなおす」で選んでください。"
            ) % {"name": name, "other": other}


def _remarks(table: ParsedTable, mapped: Mapped, reading: TableReading):
    if table.above:
        yield _("列の名前の上にある%(count)d行は、読みません。") % {"count": table.above}
    if reading.blank:
        yield _("記録が書かれていない行が、%(count)d行あります(%(lines)s)。") % {
            "count": len(reading.blank),
            "lines": _lines(reading.blank),
        }
    if reading.no_days:
        yield _("そのうち%(count)d行は、日付も読めません(%(lines)s)。") % {
            "count": len(reading.no_days),
            "lines": _lines(reading.no_days),
        }
    if reading.dates_only:
        yield _("時刻がどの行も0時なので、日付だけとして読みました。")
    elif reading.has_times:
        yield _("時刻のある行は、時刻でどの夜かを決めました。夜中の分は、前の日の夜に入ります。")
    if reading.several.notes:
        words = _("同じ日に2つ以上あるメモは、1つにつなぎます(%(count)d日)。")
        yield words % {"count": reading.several.notes}
    if reading.several.scores:
        words = _("同じ日に2つ以上ある点は、%(which)sにします(%(count)dか所)。")
        which = _("いちばん大きい数") if mapped.several is Which.HIGHEST else _("あとのもの")
        yield words % {"which": which, "count": reading.several.scores}


def _lines(lines: Sequence[Line]) -> str:
    words = "、".join(_line(line) for line in lines[:MOST_NUMBERS])
    return words + (_("など") if len(lines) > MOST_NUMBERS else "")


def _line(line: Line) -> str:
    return _("%(number)d行目") % {"number": line.number}


def layout_words(table: ParsedTable, encoding: str) -> str:
    """How the file was read, in one line."""
    heading = table.layout.heading
    return _("文字: %(encoding)s、区切り: %(delimiter)s、列の名前: %(heading)s。") % {
        "encoding": encoding,
        "delimiter": DELIMITER_WORDS[table.layout.delimiter],
        "heading": _("%(number)d行目") % {"number": heading} if heading else _("なし"),
    }


@dataclass(frozen=True, slots=True)
class ShownLine:
    """``where``: 「2行目」. ``day`` and ``answers`` in words."""

    where: str
    day: str
    answers: tuple[str, ...]


def first_lines(record: IncomingRecord) -> list[ShownLine]:
    """The first days of the file, each with everything that is recorded for it."""
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
