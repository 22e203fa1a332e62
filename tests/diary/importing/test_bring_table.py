"""A table of another diary: columns, a preview, and then the record."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from diary.doses.models import Dose
from diary.symptoms.models import DayNote, Sleep, SymptomRating, TrackedSymptom
from ldn_app.access.viewer import on_behalf_of
from tests.factories.check_ins import make_note, make_rating, make_symptom
from tests.factories.plans import make_plan

BRING = "/settings/bring/"
COLUMNS = "/settings/bring/columns/"
ROWS = "/settings/bring/rows/"
TABLE = """日付,だるさ,服用,量,睡眠,メモ,天気
2026/11/01,3,○,1.5,6,"雨、
頭が重い",雨
2026/11/02,,×,,,,晴れ
2026/11/03,7,飲んだ,,8,,晴れ
"""
USES = {
    "use0": "day",
    "use1": "new",
    "name1": "だるさ",
    "use2": "taken",
    "use3": "amount",
    "use4": "sleep",
    "use5": "note",
    "use6": "ignore",
}


def choose(client, text: str, encoding: str = "utf-8"):
    file = SimpleUploadedFile("diary.csv", text.encode(encoding))
    return client.post(BRING, {"file": file})


def rows(patient, model):
    return model.objects.visible_to(on_behalf_of(patient.pk))


def preview(client):
    return client.get(ROWS).context["preview"]


def take_in(client, **choice):
    return client.post(ROWS, {"mark": preview(client).mark, **choice})


@pytest.fixture
def plan(patient):
    return make_plan(patient, first_day=date(2026, 10, 1), amount_mg="3")


def test_from_the_file_to_the_record(signed_in, patient, plan):
    assert choose(signed_in, TABLE).url == COLUMNS
    assert signed_in.post(COLUMNS, USES).url == ROWS
    page = signed_in.get(ROWS).content.decode()
    assert "まだ何も書きこんでいません" in page
    assert "2026年11月1日(日)" in page
    assert "だるさ 3" in page
    assert "飲んだ 1.5mg" in page
    assert not rows(patient, SymptomRating).exists()

    assert take_in(signed_in).url == BRING

    scores = rows(patient, SymptomRating).order_by("day").values_list("day", "score")
    assert list(scores) == [(date(2026, 11, 1), 3), (date(2026, 11, 3), 7)]
    doses = rows(patient, Dose).order_by("dose_day").values_list("status", "amount_mg", "taken_at")
    assert list(doses) == [
        ("taken", Decimal("1.50"), None),
        ("skipped", None, None),
        ("taken", Decimal("3.00"), None),
    ]
    assert rows(patient, Sleep).count() == 2
    assert rows(patient, DayNote).get().text == "雨、\n頭が重い"
    assert rows(patient, TrackedSymptom).get().name == "だるさ"


def test_everything_that_came_from_a_table_is_marked_as_later(signed_in, patient, plan):
    choose(signed_in, TABLE)
    signed_in.post(COLUMNS, USES)
    take_in(signed_in)

    for model in (Dose, SymptomRating, Sleep, DayNote):
        assert {row.filled_later for row in rows(patient, model)} == {True}


def test_the_same_table_again_adds_nothing(signed_in, patient, plan):
    for _ in range(2):
        choose(signed_in, TABLE)
        signed_in.post(COLUMNS, USES)
        page = signed_in.get(ROWS).content.decode()
        take_in(signed_in)

    assert "もうぜんぶここにあります" in page
    assert rows(patient, SymptomRating).count() == 2


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932", "utf-16", "utf-16-le"])
def test_encodings_of_other_programs(signed_in, patient, encoding):
    choose(signed_in, TABLE, encoding)

    assert "だるさ" in signed_in.get(COLUMNS).content.decode()


@pytest.mark.parametrize("mark", ["\t", ";"])
def test_other_marks_between_columns(signed_in, mark):
    choose(signed_in, f"日付{mark}だるさ\n2026/11/01{mark}3\n")

    assert "だるさ" in signed_in.get(COLUMNS).content.decode()


def test_what_the_names_say_is_offered_and_nothing_else(signed_in, patient):
    symptom = make_symptom(patient, name="だるさ")
    choose(signed_in, TABLE)

    form = signed_in.get(COLUMNS).context["form"]

    offered = [form[f"use{place}"].initial for place in range(7)]
    symptom_key = f"symptom-{symptom.pk}"
    assert offered == ["day", symptom_key, "taken", "amount", "sleep", "note", "ignore"]


def test_a_table_without_names_is_read_from_its_first_line(signed_in):
    choose(signed_in, "2026/11/01,3\n2026/11/02,4\n")

    form = signed_in.get(COLUMNS).context["form"]

    assert form.table.names == ("1列目", "2列目")
    assert len(form.table.lines) == 2
    assert form["use0"].initial == "day"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"use0": "ignore"}, "日付の列をひとつ選んでください"),
        ({"use4": "note"}, "同じものを2つの列に選べません"),
        ({"name1": ""}, "新しい症状の名前を書いてください"),
        ({"name1": "あ" * 41}, "40文字まで"),
        ({"use1": "symptom-99999999"}, "Select"),
        (dict.fromkeys([f"use{n}" for n in range(1, 7)], "ignore"), "取り込む列をひとつ以上"),
    ],
)
def test_a_wrong_choice_is_said_and_no_choice_is_lost(signed_in, change, sentence):
    choose(signed_in, TABLE)

    answer = signed_in.post(COLUMNS, {**USES, "name2": "別の名前", **change})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page or sentence == "Select"
    assert "別の名前" in page
    assert signed_in.get(ROWS).url == COLUMNS


def test_going_back_from_the_preview_finds_the_choices(signed_in, plan):
    choose(signed_in, TABLE)
    signed_in.post(COLUMNS, {**USES, "name1": "つかれ"})

    form = signed_in.get(COLUMNS).context["form"]

    assert form["name1"].value() == "つかれ"
    assert form["use1"].value() == "new"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("きのう,3,,,,", "「きのう」は日付として読めません"),
        (",3,,,,", "日付がありません"),
        ("2026/11/23,3,,,,", "まだ来ていない日です"),
        ("1926/11/01,3,,,,", "古すぎる日です"),
        ("2026/11/01,11,,,,", "「11」は0から10の数字ではありません"),
        ("2026/11/01,,たぶん,,,", "飲んだかどうかがわかりません"),
        ("2026/11/01,,○,45,,", "10mgより多い量です"),
        ("2026/11/01,,○,1.5mL,,", "量として読めません"),
        ("2026/09/30,,○,,,", "計画の前か後です"),
        ("2026/11/01,,,,,{}".format("あ" * 2001), "メモが長すぎます"),
    ],
)
def test_a_line_that_is_not_understood_says_what_to_do(signed_in, patient, plan, line, sentence):
    choose(signed_in, f"日付,だるさ,服用,量,睡眠,メモ\n2026/11/05,2,○,,,\n{line}\n")
    signed_in.post(COLUMNS, {name: use for name, use in USES.items() if name != "use6"})

    page = signed_in.get(ROWS).content.decode()
    answer = take_in(signed_in)

    assert "3行目" in page
    assert sentence in page
    assert "この内容で取り込む" not in page
    assert answer.status_code == 422
    assert not rows(patient, SymptomRating).exists()


def test_two_scores_of_one_day_are_said(signed_in, patient):
    choose(signed_in, "日付,だるさ\n2026/11/01,3\n2026/11/01,4\n")
    signed_in.post(COLUMNS, {"use0": "day", "use1": "new", "name1": "だるさ"})

    assert (
        "同じ日に2つ以上ある点は、いちばん大きい数にします(1か所)"
        in signed_in.get(ROWS).content.decode()
    )


def test_line_numbers_are_those_of_the_file(signed_in):
    choose(signed_in, '日付,だるさ,メモ\n\n2026/11/01,3,"二\n行"\n2026/11/02,99,"三\n行"\n')
    signed_in.post(COLUMNS, {"use0": "day", "use1": "new", "name1": "だるさ", "use2": "ignore"})

    [problem] = preview(signed_in).problems
    assert problem.where == "5行目"


@pytest.fixture
def differing(signed_in, patient):
    symptom = make_symptom(patient, name="だるさ")
    make_rating(symptom, date(2026, 11, 1), 9)
    choose(signed_in, "日付,だるさ\n2026/11/01,3\n2026/11/02,4\n")
    signed_in.post(COLUMNS, {"use0": "day", "use1": f"symptom-{symptom.pk}"})


@pytest.mark.parametrize(("choice", "score"), [("mine", 9), ("file", 3)])
def test_an_answer_that_differs_waits_for_the_patients_word(
    signed_in, patient, differing, tonight, choice, score
):
    assert "いまは 9、ファイルは 3" in signed_in.get(ROWS).content.decode()

    take_in(signed_in, differing=choice)

    row = rows(patient, SymptomRating).get(day=date(2026, 11, 1))
    assert row.score == score
    assert row.changed_at == (tonight if choice == "file" else None)
    assert rows(patient, SymptomRating).count() == 2


def test_a_table_that_says_nothing_about_a_field_leaves_it_alone(signed_in, patient):
    make_note(patient, date(2026, 11, 1), text="", tell_doctor=True, unusual=True)
    choose(signed_in, "日付,メモ\n2026/11/01,晴れ\n")
    signed_in.post(COLUMNS, {"use0": "day", "use1": "note"})
    take_in(signed_in)

    note = rows(patient, DayNote).get()
    assert (note.text, note.tell_doctor, note.unusual) == ("晴れ", True, True)


def test_an_amount_alone_says_whether_a_dose_was_taken(signed_in, patient, plan):
    choose(signed_in, "日付,量\n2026/11/01,1.5\n2026/11/02,0\n2026/11/03,\n")
    signed_in.post(COLUMNS, {"use0": "day", "use1": "amount"})
    take_in(signed_in)

    doses = rows(patient, Dose).order_by("dose_day").values_list("status", "amount_mg")
    assert list(doses) == [("taken", Decimal("1.50")), ("skipped", None)]


def test_american_days_ask_for_their_order_where_it_is_open(signed_in, patient):
    choose(signed_in, "date,fatigue\n03/04/2026,3\n")
    page = signed_in.get(COLUMNS).content.decode()
    assert "日付の読み方" in page
    uses = {"use0": "day", "use1": "new", "name1": "だるさ"}
    assert signed_in.post(COLUMNS, uses).status_code == 422

    signed_in.post(COLUMNS, {**uses, "order": "day"})
    take_in(signed_in)

    assert rows(patient, SymptomRating).get().day == date(2026, 4, 3)


@pytest.mark.parametrize("text", ["ひとつの列\nだけ\n", "日付,だるさ\n", "a,b\n" + "x," * 70])
def test_what_is_no_table_is_refused_with_a_sentence(signed_in, text):
    answer = choose(signed_in, text)

    assert answer.status_code == 422
    assert "field__error" in answer.content.decode()


@pytest.mark.parametrize(
    ("others", "said"),
    [("", False), ("2026/11/02,4\n", True)],
    ids=["no other row", "another row"],
)
def test_only_rows_that_are_there_are_said_to_come_in(signed_in, patient, others, said):
    choose(signed_in, f"日付,睡眠\n2026/11/31,3\n{others}")
    signed_in.post(COLUMNS, {"use0": "day", "use1": "sleep"})

    page = signed_in.get(ROWS).content.decode()

    assert "次の行は、ファイルに取り出して" in page
    assert ("ほかの行は取り込めます" in page) == said
