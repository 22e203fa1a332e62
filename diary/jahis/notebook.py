"""What we say in the format, and how it is put into lines and understood again.

One group of lines for one day: the day that the list is of, not that of a dispensing, since none
is known (a remark says so in words). No institution, no doctor, no code of a medicine, no number of
days: none of them is recorded here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from .characters import pieces
from .records import (
    DAY,
    DRUG,
    DRUG_NOTE,
    FIELD_BYTES,
    FROM_PATIENT,
    PATIENT_WORDS,
    PERSON,
    REMARK,
    USAGE,
    VERSION,
    NotTheFormat,
    Record,
    day_of,
    record,
)

BY_PATIENT = "2"  # レコード作成者
NO_CODE = "1"  # 薬品コード種別 and 用法コード種別
INTERNAL, EXTERNAL = "1", "5"  # 剤形コード
MALE, FEMALE = "1", "2"


@dataclass(frozen=True, slots=True)
class Person:
    """Whose list it is; "" and None for what is not known. The format asks for all three."""

    name: str = ""
    sex: str = ""
    born_on: date | None = None


@dataclass(frozen=True, slots=True)
class ListedMedicine:
    """``amount`` of a day with its ``unit``, ``usage`` in words; "" for what is not recorded."""

    name: str
    amount: str = ""
    unit: str = ""
    usage: str = ""
    form: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PatientWords:
    """What the patient wrote, and on which day."""

    text: str
    on_day: date | None = None


@dataclass(frozen=True, slots=True)
class Notebook:
    """A list of medicines on a day. Texts fit already (``characters.fitting``)."""

    person: Person
    on_day: date
    medicines: tuple[ListedMedicine, ...] = ()
    remark: str = ""
    words: tuple[PatientWords, ...] = ()


def records_of(notebook: Notebook) -> tuple[Record, ...]:
    """The lines, in the order of section 3.2.6. Long texts go on in a further line."""
    person = notebook.person
    born = _digits(person.born_on) if person.born_on else ""
    lines = [record(VERSION, FROM_PATIENT), record(PERSON, person.name, person.sex, born)]
    lines.append(record(DAY, _digits(notebook.on_day), BY_PATIENT))
    for place, medicine in enumerate(notebook.medicines, start=1):
        lines.extend(_medicine_lines(str(place), medicine))
    remark = pieces(notebook.remark, most_bytes=FIELD_BYTES[REMARK][0])
    lines.extend(record(REMARK, piece, BY_PATIENT) for piece in remark)
    for words in notebook.words:
        day = _digits(words.on_day) if words.on_day else ""
        text = pieces(words.text, most_bytes=FIELD_BYTES[PATIENT_WORDS][0])
        lines.extend(record(PATIENT_WORDS, piece, day) for piece in text)
    return tuple(lines)


def _medicine_lines(place: str, medicine: ListedMedicine) -> Iterator[Record]:
    yield record(
        DRUG, place, medicine.name, medicine.amount, medicine.unit, NO_CODE, "", BY_PATIENT
    )
    for note in medicine.notes:
        for piece in pieces(note, most_bytes=FIELD_BYTES[DRUG_NOTE][1]):
            yield record(DRUG_NOTE, place, piece, BY_PATIENT)
    yield record(USAGE, place, medicine.usage, "", "", medicine.form, NO_CODE, "", BY_PATIENT)


def notebooks_of(records: Sequence[Record]) -> tuple[Notebook, ...]:
    """The lists that ``records`` hold, one for each day; what we do not write is ignored."""
    person, groups = Person(), []
    for line in records[1:]:
        if line.number == PERSON:
            person = Person(line.item(1), line.item(2), day_of(line.item(3)))
        elif line.number == DAY:
            groups.append(_Group(day_of(line.item(1))))
        elif groups:
            groups[-1].take(line)
    return tuple(group.notebook(person) for group in groups)


@dataclass
class _Group:
    """The lines of one day while they are read; ``places``: the RP number of each medicine."""

    on_day: date | None
    places: list[str] = field(default_factory=list)
    medicines: list[ListedMedicine] = field(default_factory=list)
    remark: str = ""
    words: list[PatientWords] = field(default_factory=list)

    def take(self, line: Record) -> None:
        if line.number == REMARK:
            self.remark += line.item(1)
        elif line.number == PATIENT_WORDS:
            self.words.append(PatientWords(line.item(1), day_of(line.item(2))))
        elif line.number == DRUG:
            self.places.append(line.item(1))
            self.medicines.append(ListedMedicine(line.item(2), line.item(3), line.item(4)))
        elif line.number == DRUG_NOTE and self.medicines:
            last = self.medicines[-1]
            self.medicines[-1] = replace(last, notes=(*last.notes, line.item(2)))
        elif line.number == USAGE:
            self._use(line)

    def _use(self, line: Record) -> None:
        """A usage holds for every medicine under its number."""
        for index, place in enumerate(self.places):
            if place == line.item(1):
                self.medicines[index] = replace(
                    self.medicines[index], usage=line.item(2), form=line.item(5)
                )

    def notebook(self, person: Person) -> Notebook:
        if self.on_day is None:
            raise NotTheFormat("a group without a day")
        return Notebook(person, self.on_day, tuple(self.medicines), self.remark, tuple(self.words))


def _digits(day: date) -> str:
    return f"{day:%Y%m%d}"
