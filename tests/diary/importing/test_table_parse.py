"""Tables as people have them: delimiters, quotes, headings, encodings, long tables."""

import csv
import io
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.importing.domain.encodings import text_of
from diary.importing.problems import (
    FileProblem,
    TableTooLarge,
    TooManyBrokenLines,
)
from diary.importing.table import lines as reading
from diary.importing.table.layout import NO_HEADING, NOT_LONG, Layout
from diary.importing.table.lines import Flaw
from diary.importing.table.names import near
from diary.importing.table.parse import parse_table

TODAY = date(2026, 11, 30)


def read(text: str, **layout):
    return parse_table(text, today=TODAY, layout=Layout(**layout))


def cells(table) -> list[tuple[str, ...]]:
    return [tuple(cell.strip() for cell in line.cells) for line in table.lines]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (
            "日付\tだるさ\tメモ\n2026/11/27\t3\t雨、a,b,c,d,e,f\n",
            ("2026/11/27", "3", "雨、a,b,c,d,e,f"),
        ),
        ("日付,だるさ,メモ\n2026/11/27,3,a;b;c;d;e\n", ("2026/11/27", "3", "a;b;c;d;e")),
        ("2026-11-27;4,0;6,0;1,5\n2026-11-28;3,0;5,5;1,5\n", ("2026-11-27", "4,0", "6,0", "1,5")),
        ("日付;量;メモ\n2026-11-27;1,5;a, b, c\n", ("2026-11-27", "1,5", "a, b, c")),
        ("日付|だるさ|メモ\n2026-11-27|3|a,b;c\n", ("2026-11-27", "3", "a,b;c")),
        ("date,fatigue,note\nNov 27, 2026,3\n", ("Nov 27", "2026", "3")),
        ("date;fatigue\nNov 27, 2026;3\n", ("Nov 27, 2026", "3")),
        ('日付, だるさ, メモ\n2026/11/27, 3, "雨, 風"\n', ("2026/11/27", "3", "雨, 風")),
    ],
)
def test_the_delimiter_is_found_by_comparing(text, row):
    assert cells(read(text))[0] == row


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;"])
def test_the_first_line_of_excel_names_the_delimiter(first):
    table = read(f"{first}\r\n日付;だるさ;メモ\r\n2026/11/27;3;a,b\r\n")

    assert table.names == ("日付", "だるさ", "メモ")
    assert table.lines[0].number == 3


@pytest.mark.parametrize(
    "title",
    ["体調の記録\n", "体調の記録,,\n2026年11月,,\n\n", "作成日,2026/11/30,\n\n", "\n\n\n"],
)
def test_a_title_above_the_heading_is_passed_over(title):
    table = read(f"{title}日付,だるさ,メモ\n2026/11/27,3,雨\n")

    assert table.names == ("日付", "だるさ", "メモ")
    assert [line.number for line in table.lines] == [title.count("\n") + 2]


def test_a_heading_that_says_nothing_is_the_line_before_the_first_day():
    table = read("わたしの表\nいつ,つらさ\n2026/11/27,3\n")

    assert table.names == ("いつ", "つらさ")
    assert table.above == 1


def test_the_heading_and_the_delimiter_can_be_corrected():
    text = "いつ;a,つらさ\n2026/11/26;b,2\n2026/11/27;b,3\n"

    assert read(text, delimiter=";", heading=NO_HEADING).names == ("1列目", "2列目")
    assert read(text, delimiter=",", heading=2).names == ("2026/11/26;b", "2")


@pytest.mark.parametrize(
    "spoilt",
    [
        '2026/11/27,3,"雨\n2026/11/28,4,晴れ\n2026/11/29,5,晴れ\n',
        '2026/11/27,3,"雨\n2026/11/28,4,"晴れ"\n2026/11/29,5,晴れ\n',
        '2026/11/27,3,"雨\n2026/11/28,4,晴れ"\n2026/11/29,5,晴れ\n',
        '2026/11/27,3,"雨 ""大""\n2026/11/28,4,晴れ\n2026/11/29,5,"晴れ"\n',
        '2026/11/27,3,"雨"強\n2026/11/28,4,晴れ\n2026/11/29,5,晴れ\n',
    ],
)
def test_a_quote_without_its_end_spoils_its_own_line_only(spoilt):
    table = read(f"日付,だるさ,メモ\n{spoilt}")

    assert table.lines[0].number == 2
    assert table.lines[0].flaw is Flaw.QUOTE
    last = table.lines[-1]
    assert (last.number, last.cell(0), last.cell(1), last.flaw) == (4, "2026/11/29", "5", None)
    assert "2026/11/28" in [line.cell(0) for line in table.lines]


def test_a_note_of_several_lines_is_one_cell():
    table = read(
        '日付,だるさ,メモ\n2026/11/27,3,"雨、\n11/28は病院,楽しみ\n\n""休み"""\n2026/11/28,4,\n'
    )

    assert table.lines[0].cell(2) == '雨、\n11/28は病院,楽しみ\n\n"休み"'
    assert table.lines[1].number == 6


def test_a_cell_without_end_in_sight_is_named_and_not_read_on():
    table = read("日付,だるさ,メモ\n2026/11/27,3," + "あ" * 70_000 + "\n2026/11/28,4,\n")

    assert table.lines[0].flaw is Flaw.LENGTH
    assert table.lines[1].cell(1) == "4"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("日付,だるさ\n" + "2026/11/27,3\n" * 20_500, TableTooLarge),
        ("日付,だるさ\n2026/11/27" + ",3" * 70 + "\n", TableTooLarge),
        ("日付,だるさ\n" + '2026/11/27,"3\n' * 900, TooManyBrokenLines),
        (("a," * 50 + "\n") * 9_000, TableTooLarge),
    ],
)
def test_a_table_that_is_too_much_is_refused_with_a_sentence(text, problem):
    with pytest.raises(problem) as said:
        read(text)

    assert str(said.value).endswith("。")


def test_a_row_is_never_read_further_than_its_longest(monkeypatch):
    """Lines that each leave a quote open would otherwise be read to the end of the file each."""
    monkeypatch.setattr(reading, "LONGEST_RECORD", 100)
    table = read('日付,メモ\n2026/11/27,"a\n' + "b\n" * 80 + "2026/11/28,c\n")

    assert table.lines[0].flaw is Flaw.QUOTE
    assert table.lines[-1].cell(1) == "c"


LONG = "日付,項目,値\n2026/11/27,だるさ,3\n2026/11/27,睡眠,6\n2026/11/28,だるさ,4\n"


def test_a_long_table_gets_a_column_for_each_name():
    table = read(LONG)

    assert table.names == ("日付", "だるさ", "睡眠")
    assert [line.cells for line in table.lines] == [
        ("2026/11/27", "3", ""),
        ("2026/11/27", "", "6"),
        ("2026/11/28", "4", ""),
    ]


def test_whether_a_table_is_long_can_be_corrected():
    assert read(LONG, names=NOT_LONG).names == ("日付", "項目", "値")
    unnamed = "いつ,なに,どれ\n2026/11/27,だるさ,3\n"
    assert read(unnamed, names=1, values=2).names == ("いつ", "だるさ")


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("iso2022_jp", "ISO-2022-JP"),
        ("euc_jp", "EUC-JP"),
        ("cp932", "Shift_JIS"),
        ("utf-16", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-8", "UTF-8"),
    ],
)
def test_encodings_are_told_apart(encoding, name):
    text = "日付,だるさ,メモ\r\n2026/11/22,3,つかれた。頭が重い\r\n"

    assert text_of(text.encode(encoding)) == (text, name)
    assert text_of(text.encode(encoding), name) == (text, name)


def test_characters_that_windows_adds_to_jis_are_read():
    pairs = b"\x1b$B\x2d\x21\x79\x75\x1b(B,1\n"  # ① and 﨑 of row 13 and 89 to 92 (NEC, IBM)

    assert text_of(pairs)[0].startswith("①")


def test_half_width_katakana_stay_shift_jis():
    assert text_of("ﾀﾞﾙｻ,ﾒﾓ\n".encode("cp932")) == ("ﾀﾞﾙｻ,ﾒﾓ\n", "Shift_JIS")


@given(
    st.text(st.sampled_from('ab,;|\t"\r\n日付2026/11/01 '), max_size=200),
    st.sampled_from([None, ",", ";", "\t", "|"]),
    st.sampled_from([None, 0, 1, 3]),
)
def test_any_text_under_any_layout_is_a_table_or_refused(text, delimiter, heading):
    with suppress(FileProblem):
        table = read(text, delimiter=delimiter, heading=heading)
        assert table.lines
        assert all(line.number > (heading or 0) for line in table.lines)


@given(st.lists(st.lists(st.text(max_size=12), min_size=2, max_size=4), min_size=1, max_size=6))
def test_what_a_strict_writer_writes_is_read_back(rows):
    """No cell of any table is lost or moved, whatever stands in it."""
    sink = io.StringIO()
    kept = [[cell.replace("\r", "").replace("\0", "").strip() for cell in row] for row in rows]
    csv.writer(sink, quoting=csv.QUOTE_ALL).writerows([["日付", "a", "b", "c"], *kept])
    with suppress(FileProblem):
        table = read(sink.getvalue())
        if not any(line.flaw for line in table.lines):
            assert [[cell.strip() for cell in line.cells] for line in table.lines] == kept


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("だるさ", "だるさ・つかれやすさ"),
        ("つかれやすさ", "だるさ・つかれやすさ"),
        ("頭痛の強さ", "頭痛"),
        ("痛み(腰)", "痛み"),
        ("fatigue level", "Fatigue"),
    ],
)
def test_a_similar_name_is_noticed(name, other):
    assert near(name, ["眠気", other]) == other


@pytest.mark.parametrize("name", ["だるさ・つかれやすさ", "天気", "メモ", "", "3"])
def test_the_same_and_another_name_are_not_similar(name):
    assert near(name, ["だるさ・つかれやすさ"]) is None
