"""The format of お薬手帳: what is written comes back, and what JAHIS printed is understood."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.jahis.characters import CODEC, fitting, loses, pieces, size
from diary.jahis.notebook import (
    ListedMedicine,
    Notebook,
    PatientWords,
    Person,
    notebooks_of,
    records_of,
)
from diary.jahis.qr_codes import CODE_BYTES, code_of, joined, parts
from diary.jahis.records import DoesNotFit, NotTheFormat, day_of, read, record, written
from tests.diary.jahis.published import (
    FIRST_PART,
    FROM_A_PATIENT,
    SECOND_PART,
    WITH_EVERYTHING,
)

DATA_ID = "20261122211500"


def data(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode(CODEC)


def texts(most_bytes: int):
    """Anything that somebody may type, as far as there is room."""
    fits = st.text(max_size=40).map(
        lambda text: next(iter(pieces(fitting(text), most_bytes=most_bytes)), "")
    )
    return fits.map(str.strip)


days = st.dates(date(1900, 1, 1), date(2090, 12, 31))
people = st.builds(Person, texts(40), st.sampled_from(["", "1", "2"]), st.none() | days)
medicines = st.builds(
    ListedMedicine,
    texts(120),
    st.sampled_from(["", "1.5", "4.5"]),
    st.sampled_from(["", "mg"]),
    texts(100),
    st.sampled_from(["", "1", "5"]),
    st.lists(texts(100).filter(bool), max_size=3).map(tuple),
)
notebooks = st.builds(
    Notebook,
    people,
    days,
    st.lists(medicines, max_size=6).map(tuple),
    texts(400),
    st.lists(st.builds(PatientWords, texts(400).filter(bool), st.none() | days), max_size=4).map(
        tuple
    ),
)


@given(notebooks)
def test_any_list_comes_back_as_it_was(notebook):
    assert notebooks_of(read(written(records_of(notebook)))) == (notebook,)


@given(notebooks, st.randoms())
def test_any_list_comes_back_from_its_codes_in_any_order(notebook, chance):
    found = list(parts(records_of(notebook), data_id=DATA_ID))

    assert all(len(part) <= CODE_BYTES for part in found)
    chance.shuffle(found)
    assert notebooks_of(joined(found)) == (notebook,)


@given(st.text())
def test_what_was_made_to_fit_fits_and_stays(text):
    fits = fitting(text)

    assert fits.encode(CODEC).decode(CODEC) == fits
    assert not {",", '"', "\r", "\n"} & set(fits)
    assert fitting(fits) == fits
    assert "".join(pieces(fits, most_bytes=10)) == fits
    assert all(size(piece) <= 10 for piece in pieces(fits, most_bytes=10))


@pytest.mark.parametrize("text", [FROM_A_PATIENT, WITH_EVERYTHING, FIRST_PART, SECOND_PART])
def test_what_jahis_printed_is_read_and_written_byte_by_byte(text):
    records = read(data(text))

    assert written(records) == data(text)
    for line in records:
        assert record(line.number, *line.items) == line


def test_a_list_from_a_patient_as_jahis_printed_it():
    [notebook] = notebooks_of(read(data(FROM_A_PATIENT)))

    assert notebook.person == Person("鈴木 太郎", "1", date(1958, 3, 3))
    assert notebook.on_day == date(2020, 4, 10)
    assert notebook.medicines[1] == ListedMedicine(
        "ﾌｧﾓﾁｼﾞﾝOD錠20mg「ﾄｰﾜ」", "2", "錠", "【分２ 朝夕食後服用】"
    )
    assert notebook.words == (PatientWords("朝に薬を飲んだ後、めまいがあった", date(2020, 4, 7)),)


def test_lists_of_several_days_stay_apart():
    newer, older = notebooks_of(read(data(WITH_EVERYTHING)))

    assert [medicine.usage for medicine in newer.medicines] == ["【患部に塗布】", "【腰痛時】"]
    assert [medicine.form for medicine in newer.medicines] == ["5", "3"]
    assert (newer.words, len(older.words)) == ((), 1)


def test_the_parts_that_jahis_printed_are_one_list():
    whole = joined([data(SECOND_PART), data(FIRST_PART)])

    [notebook] = notebooks_of(whole)
    # A usage holds for all medicines under its number, across the cut.
    assert [medicine.usage for medicine in notebook.medicines[:5]] == ["【分３ 毎食後服用】"] * 5
    assert notebook.remark == "正しい飲み方は薬袋等をご覧下さい。"
    assert not any(line.number == "911" for line in whole)


def test_half_of_a_list_is_not_a_list():
    for found in ([data(FIRST_PART)], [data(FIRST_PART), data(FIRST_PART)], []):
        with pytest.raises(NotTheFormat):
            joined(found)
    other = SECOND_PART.replace("12345678901234", "99999999999999")
    with pytest.raises(NotTheFormat):
        joined([data(FIRST_PART), data(other)])


@pytest.mark.parametrize("bad", [b"", b"1,x\r\n", b"JAHIS10\r\n", b"\x81"])
def test_what_is_not_the_format_is_refused(bad):
    with pytest.raises(NotTheFormat):
        read(bad)


def test_every_line_break_is_understood():
    for end in ("\n", "\r", "\r\n"):
        text = FROM_A_PATIENT.replace("\n", end) + "\x1a"
        assert notebooks_of(read(text.encode(CODEC))) == notebooks_of(read(data(FROM_A_PATIENT)))


def test_a_long_text_goes_on_in_further_lines():
    long = Notebook(Person(), date(2026, 11, 22), words=(PatientWords("あ い" * 100),))

    [back] = notebooks_of(read(written(records_of(long))))

    assert "".join(words.text for words in back.words) == "あ い" * 100


@pytest.mark.parametrize("items", [("あ" * 21,), ("a,b",), ("a\nb",), ("𠮷",)])
def test_nothing_that_does_not_fit_is_written(items):
    with pytest.raises(DoesNotFit):
        record("1", *items)


@pytest.mark.parametrize(
    ("typed", "fits", "lost"),
    [
        ("𠮷田", "〓田", True),
        ("痛い😣", "痛い〓", True),
        ("家族👨‍👩‍👧", "家族〓〓〓", True),
        ("か\u3099くすり", "がくすり", False),
        ("1,2\n3", "1，2 3", False),
        ("〜−", "～－", False),
        ("髙﨑①", "髙﨑①", False),
        ("\ue000", "〓", True),
        ("〓", "〓", False),
        ("渡邉\U000e0101さん", "渡邉さん", False),
        ("葛\ufe00城", "葛城", False),
        ("\U00020bb7\U000e0100野", "〓野", True),
    ],
)
def test_characters(typed, fits, lost):
    assert (fitting(typed), loses(typed)) == (fits, lost)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20261122", date(2026, 11, 22)),
        ("R081122", date(2026, 11, 22)),
        ("S330303", date(1958, 3, 3)),
        ("20260230", None),
        ("", None),
        ("R8", None),
    ],
)
def test_days(text, day):
    assert day_of(text) == day


def test_a_full_part_makes_a_code_that_a_phone_reads_from_a_phone():
    code = code_of(b"\x82\xa0" * (CODE_BYTES // 2))

    assert (code.mode, code.error, code.version) == ("byte", "M", 19)
