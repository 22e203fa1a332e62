"""Times of a table decide the dose day; several lines a day become one; bad lines stay out."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest

from diary.doses.models import Dose
from diary.importing.models import WaitingFile
from diary.symptoms.models import DayNote, Sleep, SymptomRating
from tests.diary.importing.test_bring_table import (
    BRING,
    COLUMNS,
    ROWS,
    choose,
    preview,
    rows,
    take_in,
)
from tests.factories.check_ins import make_symptom
from tests.factories.plans import make_plan

MEND = "/settings/bring/rows/mend.csv"
FATIGUE = {"use0": "day", "use1": "new", "name1": "だるさ"}
AMOUNT = {"use0": "day", "use1": "amount"}


@pytest.fixture
def plan(patient):
    return make_plan(patient, first_day=date(2026, 10, 1), amount_mg="3")


def bring(client, text: str, uses: dict, encoding: str = "utf-8", **choice):
    choose(client, text, encoding)
    assert client.post(COLUMNS, uses).url == ROWS
    return take_in(client, **choice)


def nights(patient) -> list[date]:
    return list(rows(patient, Dose).order_by("dose_day").values_list("dose_day", flat=True))


@pytest.mark.parametrize(
    ("written", "night"),
    [
        ("2026-11-20 00:40", date(2026, 11, 19)),
        ("2026-11-20 03:59:59", date(2026, 11, 19)),
        ("2026-11-20 04:00", date(2026, 11, 20)),
        ("2026/11/20 午前0時40分", date(2026, 11, 19)),
        ("2026/11/19 24:40", date(2026, 11, 19)),
        ("2026/11/20 12:40 AM", date(2026, 11, 19)),
        ("2026-11-18T22:30:00Z", date(2026, 11, 19)),
        ("2026-11-18T18:59:00Z", date(2026, 11, 18)),
        ("20261118T223000Z", date(2026, 11, 19)),
        ("2026-11-19T09:30:00-05:00", date(2026, 11, 19)),
        ("2026-11-20T00:40:00+09:00", date(2026, 11, 19)),
        ("2026-11-19", date(2026, 11, 19)),
        ("2026-11-20 00:00", date(2026, 11, 19)),
    ],
)
def test_the_patients_clock_decides_the_night(signed_in, patient, plan, written, night):
    bring(signed_in, f"日付,量\n{written},1.5\n2026-11-01 21:00,1.5\n", AMOUNT)

    assert nights(patient) == [date(2026, 11, 1), night]


def test_where_the_patient_lives_decides(signed_in, patient, plan):
    patient.time_zone = "America/New_York"
    patient.save(update_fields=["time_zone"])

    bring(signed_in, "日付,量\n2026-11-20T03:30:00Z,1.5\n2026-11-20T12:30:00Z,1.5\n", AMOUNT)

    assert nights(patient) == [date(2026, 11, 19), date(2026, 11, 20)]


@pytest.mark.parametrize("zero", ["00:00:00", "0:00", "午前0時"])
def test_midnights_on_every_line_are_dates_alone(signed_in, patient, plan, zero):
    bring(signed_in, f"日付,量\n2026-11-19 {zero},1.5\n2026-11-20 {zero},1.5\n", AMOUNT)

    assert nights(patient) == [date(2026, 11, 19), date(2026, 11, 20)]


def test_a_column_of_times_decides_too(signed_in, patient, plan):
    uses = {"use0": "day", "use1": "time", "use2": "amount"}
    bring(signed_in, "日付,時刻,量\n2026/11/20,0:40,1.5\n2026/11/20,午後9時半,1.5\n", uses)

    assert nights(patient) == [date(2026, 11, 19), date(2026, 11, 20)]


@pytest.mark.parametrize(
    "written", ["26/11/20", "Nov 20, 2026", "20 Nov 2026", "2026年11月20日(金・祝)", "2026−11−20"]
)
def test_more_ways_to_write_a_date(signed_in, patient, written):
    uses = {**FATIGUE, "order": "year"}
    bring(signed_in, f"日付;だるさ\n{written};3\n", uses)

    assert rows(patient, SymptomRating).get().day == date(2026, 11, 20)


@pytest.mark.parametrize("mark", ["✔️", "☑️", "✅", "⭕️", "◯", "服用済"])
def test_marks_of_phones(signed_in, patient, plan, mark):
    text = f"日付,服用\n2026/11/19,{mark}\n2026/11/20,❌\n2026/11/21,忘れた\n"
    bring(signed_in, text, {"use0": "day", "use1": "taken"})

    found = rows(patient, Dose).order_by("dose_day").values_list("status", flat=True)
    assert list(found) == ["taken", "skipped", "skipped"]


SEVERAL = """日付,だるさ,睡眠,メモ,量
2026/11/19 08:00,3,6,朝,
2026/11/19 22:00,7,5,夜,1.5
2026/11/19 12:00,5,6,昼,
2026/11/20,2,6,,1.5
"""
SEVERAL_USES = {**FATIGUE, "use2": "sleep", "use3": "note", "use4": "amount"}


@pytest.mark.parametrize(("which", "score", "quality"), [("highest", 7, 6), ("last", 7, 5)])
def test_several_lines_of_a_day(signed_in, patient, plan, which, score, quality):
    choose(signed_in, SEVERAL)
    signed_in.post(COLUMNS, SEVERAL_USES)
    page = signed_in.get(ROWS).content.decode()
    assert "同じ日に2つ以上あるメモは、1つにつなぎます(1日)" in page
    assert "いちばん大きい数にします(2か所)" in page
    assert "2行目・3行目・4行目 " in page
    assert signed_in.post(ROWS, {"several": which}).url == ROWS
    assert not rows(patient, SymptomRating).exists()

    take_in(signed_in)

    day = date(2026, 11, 19)
    assert rows(patient, SymptomRating).get(day=day).score == score
    assert rows(patient, Sleep).get(day=day).quality == quality
    assert rows(patient, DayNote).get().text == "朝\n昼\n夜"
    assert nights(patient) == [day, date(2026, 11, 20)]


def test_two_doses_of_one_night_that_differ_are_nobodys_guess(signed_in, patient, plan):
    text = "日付,量\n2026/11/19,1.5\n2026/11/19,3\n2026/11/20,1.5\n2026/11/20,1.5\n"
    choose(signed_in, text)
    signed_in.post(COLUMNS, AMOUNT)

    assert [one.where for one in preview(signed_in).problems] == ["2行目", "3行目"]
    take_in(signed_in, without_bad="yes")
    assert nights(patient) == [date(2026, 11, 20)]


def test_a_long_table_comes_in(signed_in, patient):
    text = "日付,項目,値\n2026/11/19,だるさ,3\n2026/11/19,睡眠,6\n2026/11/20,だるさ,4\n"
    bring(signed_in, text, {**FATIGUE, "use2": "sleep"})

    scores = rows(patient, SymptomRating).order_by("day").values_list("score", flat=True)
    assert list(scores) == [3, 4]
    assert rows(patient, Sleep).get().quality == 6


BAD = """日付,だるさ,メモ,天気
2026/11/18,3,"雨
2026/11/19,11,晴れ,雨
2026/13/20,,,
,,,
2026/11/21,4,=1+1,
きのう,5,"二
行",雪
"""


@pytest.fixture
def with_bad_lines(signed_in, patient):
    choose(signed_in, BAD)
    signed_in.post(COLUMNS, {**FATIGUE, "use2": "note", "use3": "ignore"})


def test_good_lines_come_in_without_the_bad_ones(signed_in, patient, with_bad_lines):
    page = signed_in.get(ROWS).content.decode()
    for where in ("2行目", "3行目", "7行目"):
        assert where in page
    assert "このままでは入らない行が、3行あります" in page
    assert take_in(signed_in).status_code == 422
    assert not rows(patient, SymptomRating).exists()

    answer = take_in(signed_in, without_bad="yes")

    assert rows(patient, SymptomRating).get().day == date(2026, 11, 21)
    assert rows(patient, DayNote).get().text == "=1+1"
    assert answer.url == ROWS
    assert "読めた行の記録は、もうぜんぶここにあります" in signed_in.get(ROWS).content.decode()
    assert WaitingFile.objects.unscoped(reason="test").exists()


def test_what_stays_out_is_named_and_counted(signed_in, patient, with_bad_lines):
    make_symptom(patient, name="だるさ・つかれやすさ")

    page = signed_in.get(ROWS).content.decode()

    assert "取り込まない列: 「天気」(2行に書かれています)" in page
    assert "記録が書かれていない行が、2行あります(4行目、5行目)" in page
    assert "そのうち1行は、日付も読めません(4行目)" in page
    assert "「だるさ」は、いま記録している「だるさ・つかれやすさ」と同じものかもしれません" in page


def test_the_bad_lines_can_be_mended_and_chosen_again(signed_in, patient, with_bad_lines):
    answer = signed_in.get(MEND)
    written = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert 'filename="kiroku-2026-11-22_lines-to-mend_' in answer["Content-Disposition"]
    lines = list(csv.reader(io.StringIO(written)))
    assert [line[0] for line in lines] == ["日付", "2026/11/18", "2026/11/19", "きのう"]
    assert "日付として読めません" in lines[3][-1]

    mended = written.replace("11,晴れ", "10,晴れ").replace("きのう", "2026/11/20")
    take_in(signed_in, without_bad="yes")
    bring(signed_in, mended, {**FATIGUE, "use2": "note", "use3": "ignore", "use4": "ignore"})

    scores = rows(patient, SymptomRating).order_by("day").values_list("score", flat=True)
    assert list(scores) == [3, 10, 5, 4]
    assert rows(patient, DayNote).get(day=date(2026, 11, 20)).text == "二\n行"


def test_without_bad_lines_there_is_nothing_to_mend(signed_in, patient):
    choose(signed_in, "日付,だるさ\n2026/11/19,3\n")
    signed_in.post(COLUMNS, FATIGUE)

    assert signed_in.get(MEND).status_code == 404


LAYOUT = {
    "reread": "yes",
    "encoding": "UTF-8",
    "delimiter": "comma",
    "heading": "1",
    "shape": "wide",
    "long_names": "",
    "long_values": "",
}


def test_how_the_file_was_read_can_be_corrected(signed_in, patient):
    choose(signed_in, "いつ;a,つらさ\n2026/11/18;b,2\n2026/11/19;b,3\n")
    first = signed_in.get(COLUMNS).context["form"].table.names

    assert signed_in.post(COLUMNS, {**LAYOUT, "delimiter": "semicolon"}).url == COLUMNS

    assert signed_in.get(COLUMNS).context["form"].table.names == ("いつ", "a,つらさ")
    assert first in {("いつ;a", "つらさ"), ("いつ", "a,つらさ")}
    assert signed_in.post(COLUMNS, {**LAYOUT, "delimiter": "comma", "heading": "0"}).url == COLUMNS
    assert signed_in.get(COLUMNS).context["form"].table.names == ("1列目", "2列目")


@pytest.mark.parametrize(
    "change",
    [
        {"delimiter": "tab"},
        {"delimiter": "abc"},
        {"heading": "99"},
        {"encoding": "ISO-2022-JP"},
        {"encoding": "klingon"},
        {"shape": "long", "long_names": "1", "long_values": "1"},
    ],
)
def test_a_layout_that_makes_no_table_is_refused_and_nothing_is_lost(signed_in, change):
    choose(signed_in, "日付,だるさ\n2026/11/19,3\n")

    answer = signed_in.post(COLUMNS, {**LAYOUT, **change})

    assert answer.status_code == 422
    assert signed_in.get(COLUMNS).context["form"].table.names == ("日付", "だるさ")


def test_choices_for_columns_survive_another_encoding(signed_in, patient):
    choose(signed_in, "date,fatigue\n2026/11/19,3\n")
    signed_in.post(COLUMNS, {**FATIGUE, "name1": "つかれ"})

    signed_in.post(COLUMNS, {**LAYOUT, "encoding": "Shift_JIS"})

    assert signed_in.get(COLUMNS).context["form"]["name1"].value() == "つかれ"


def test_a_new_symptom_of_the_same_name_as_a_chosen_one_is_refused(signed_in, patient):
    symptom = make_symptom(patient, name="だるさ")
    choose(signed_in, "日付,だるさ,つかれ\n2026/11/19,3,4\n")
    uses = {"use0": "day", "use1": f"symptom-{symptom.pk}", "use2": "new", "name2": "だるさ"}

    assert signed_in.post(COLUMNS, uses).status_code == 422


def test_a_decimal_comma_is_an_amount(signed_in, patient, plan):
    bring(signed_in, "日付;量\n2026-11-19;1,5\n2026-11-20;3,0\n", AMOUNT)

    amounts = rows(patient, Dose).order_by("dose_day").values_list("amount_mg", flat=True)
    assert list(amounts) == [Decimal("1.50"), Decimal("3.00")]
    assert signed_in.get(BRING).status_code == 200
