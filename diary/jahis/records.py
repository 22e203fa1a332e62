"""Lines of the format: what each may hold, written to bytes and read back.

Numbers, names, types and sizes are those of tables 3-9 to 3-32 of the specification (see the
package). Reading is generous (any line break, lines of numbers we do not know); writing is not.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from . import characters

VERSION = "JAHISTC08"  # Of Ver.2.5 and Ver.2.6 of the specification.
FROM_PATIENT = "2"  # 出力区分: from the patient to an institution or a pharmacy.
END = "\r\n"
END_OF_FILE = "\x1a"

PERSON, DAY, DRUG, DRUG_NOTE, USAGE = "1", "5", "201", "281", "301"
REMARK, PATIENT_WORDS, SPLIT = "501", "601", "911"

# Number → most bytes of each item. The line 「JAHISTC08,2」 has no number of its own.
FIELD_BYTES = {
    VERSION: (1,),
    "1": (40, 1, 8, 8, 800, 13, 800, 20, 7, 40),
    "2": (1, 120, 1),
    "3": (120, 8, 8, 1, 3, 13),
    "31": (3, 256, 1, 20, 1),
    "4": (400, 8, 1),
    "5": (8, 1),
    "11": (120, 2, 1, 7, 8, 800, 13, 1),
    "15": (40, 800, 1),
    "51": (120, 2, 1, 7, 1),
    "55": (40, 80, 1),
    "201": (3, 120, 12, 12, 1, 13, 1, 120, 1, 12),
    "281": (3, 100, 1),
    "291": (3, 400, 1),
    "301": (3, 100, 3, 100, 2, 1, 16, 1),
    "311": (3, 100, 1),
    "391": (3, 400, 1),
    "401": (400, 1),
    "411": (400, 2, 1),
    "421": (400, 1),
    "501": (400, 1),
    "601": (400, 8),
    "701": (40, 120, 800, 8, 8, 1),
    "911": (14, 3, 3),
}
# Years with the era, as in R081122 (table 1 of its codes).
YEAR_BEFORE = {"M": 1867, "T": 1911, "S": 1925, "H": 1988, "R": 2018}


class NotTheFormat(ValueError):
    """The text is not what the specification describes."""


class DoesNotFit(ValueError):
    """An item is too long or holds a sign that the format cannot carry."""


@dataclass(frozen=True, slots=True)
class Record:
    """One line: its number and its items as text, "" for an empty one."""

    number: str
    items: tuple[str, ...]

    def item(self, place: int) -> str:
        """The item at ``place``, counted from 1; "" where the line ends earlier."""
        return self.items[place - 1] if place <= len(self.items) else ""

    @property
    def line(self) -> str:
        return ",".join((self.number, *self.items)) + END


def record(number: str, *items: str) -> Record:
    """A line with every item that its table names, the last ones empty if need be."""
    limits = FIELD_BYTES[number]
    full = (*items, *[""] * (len(limits) - len(items)))
    for text, most_bytes in zip(full, limits, strict=True):
        if not all(map(characters.carries, text)) or characters.size(text) > most_bytes:
            raise DoesNotFit(number)
    return Record(number, full)


def written(records: Iterable[Record]) -> bytes:
    return "".join(each.line for each in records).encode(characters.CODEC)


def read(data: bytes) -> tuple[Record, ...]:
    """The lines of ``data``. The first one has to be that of the version."""
    try:
        text = data.decode(characters.CODEC)
    except UnicodeDecodeError as error:
        raise NotTheFormat("not Shift_JIS") from error
    lines = text.rstrip(END_OF_FILE).replace(END, "\n").replace("\r", "\n").split("\n")
    cells = [line.split(",") for line in lines if line]
    found = [Record(number.strip(), tuple(items)) for number, *items in cells]
    if not found or not found[0].number.startswith("JAHISTC"):
        raise NotTheFormat("no line of the version")
    return tuple(found)


def day_of(text: str) -> date | None:
    """The day that ``text`` names; None when it is empty or names none."""
    text = text.strip()
    if len(text) == 7 and text[0] in YEAR_BEFORE and text[1:].isdecimal():
        text = f"{YEAR_BEFORE[text[0]] + int(text[1:3]):04d}{text[3:]}"
    if len(text) != 8 or not text.isdecimal():
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None
