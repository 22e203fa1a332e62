"""The page with the list for お薬手帳 apps, and its file."""

import re
from datetime import UTC, date, datetime

import pytest
import time_machine

from diary.doses.services.plan import pause_regimen
from diary.jahis.notebook import ListedMedicine, Notebook, PatientWords, Person, notebooks_of
from diary.jahis.records import read
from ldn_app.access.viewer import on_behalf_of
from tests.factories.accounts import a_patient
from tests.factories.papers import make_medicine
from tests.factories.plans import WRITTEN_AT, make_plan

pytestmark = pytest.mark.django_db

PAGE = "/settings/download/techo/"
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _that_evening():
    with time_machine.travel(datetime(2026, 11, 22, 11, tzinfo=UTC), tick=False):
        yield


def the_file(client, **typed) -> bytes:
    answer = client.post(PAGE, {"file": "1", **typed})
    assert answer["Content-Type"] == "text/plain; charset=Shift_JIS"
    name = r'attachment; filename="kiroku-2026-11-22_list_[0-9a-f]{6}\.txt"'
    assert re.fullmatch(name, answer["Content-Disposition"])
    return answer.content


def the_list(client, **typed) -> Notebook:
    [notebook] = notebooks_of(read(the_file(client, **typed)))
    return notebook


def test_ldn_leaves_as_the_plan_says_for_today(signed_in, patient):
    make_plan(patient, steps=[(date(2026, 10, 15), "3.0"), (date(2026, 12, 1), "4.5")])

    assert the_list(signed_in).medicines == (
        ListedMedicine(
            "低用量ナルトレキソン(LDN) カプセル",
            "3",
            "mg",
            "1日1回 夜 午後10時00分",
            "1",
            ("2026年10月15日からこの量",),
        ),
    )


def test_every_line_says_from_the_patient_without_code_and_without_institution(signed_in, patient):
    make_plan(patient)
    make_medicine(patient, "架空の薬", since_on=date(2026, 5, 1))

    lines = the_file(signed_in).decode("cp932").split("\r\n")

    assert lines[:5] == [
        "JAHISTC08,2",
        "1,,,,,,,,,,",
        "5,20261122,2",
        "201,1,低用量ナルトレキソン(LDN) カプセル,1.5,mg,1,,2,,,",
        "281,1,2026年10月1日からこの量,2",
    ]
    assert lines[5] == "301,1,1日1回 夜 午後10時00分,,,1,1,,2"
    assert lines[6:9] == [
        "201,2,架空の薬,,,1,,2,,,",
        "281,2,2026年5月1日から,2",
        "301,2,,,,,1,,2",
    ]
    assert lines[9].startswith("501,調剤の記録ではありません。")
    assert lines[10:] == [""]


def test_a_pause_names_no_amount(signed_in, patient):
    plan = make_plan(patient)
    pause_regimen(
        on_behalf_of(patient.pk),
        plan=plan,
        on_day=date(2026, 11, 20),
        reason="surgery",
        note="",
        now=WRITTEN_AT,
    )

    [ldn] = the_list(signed_in).medicines

    assert (ldn.amount, ldn.unit, ldn.usage) == ("", "", "")
    assert ldn.notes == ("2026年11月20日からお休み中",)


def test_a_plan_that_has_not_begun_is_not_in_use(signed_in, patient):
    make_plan(patient, first_day=date(2026, 12, 1))

    assert "出すものがありません" in signed_in.get(PAGE).text


def test_on_the_skin_the_amount_is_a_note_because_the_format_means_the_supply(signed_in, patient):
    make_plan(patient, form="cream")

    [ldn] = the_list(signed_in).medicines

    assert (ldn.amount, ldn.form, ldn.notes[0]) == ("", "5", "1回 1.5mg")


def test_other_medicines_only_while_they_are_in_use(signed_in, patient):
    make_medicine(patient, "いま", note="1日2回、頭が痛いとき")
    make_medicine(patient, "やめた", until_on=date(2026, 11, 21))
    make_medicine(patient, "これから", since_on=date(2026, 11, 23))

    notebook = the_list(signed_in)

    assert [medicine.name for medicine in notebook.medicines] == ["いま"]
    [words] = notebook.words
    assert words.text == "いま: 1日2回、頭が痛いとき"


def test_a_long_name_goes_on_in_a_note(signed_in, patient):
    make_medicine(patient, "あ" * 60 + "い" * 20)

    [medicine] = the_list(signed_in).medicines

    assert medicine.name == "あ" * 60
    assert medicine.notes == ("薬の名前の続き: " + "い" * 20,)


def test_what_the_format_asks_for_and_the_record_lacks_is_typed_and_not_kept(signed_in, patient):
    make_plan(patient)
    typed = {"name": "鈴木 花子", "sex": "2", "born_on": "1958-03-03"}

    assert the_list(signed_in, **typed).person == Person("鈴木 花子", "2", date(1958, 3, 3))
    page = signed_in.post(PAGE, typed).text
    assert "<dd>鈴木 花子</dd>" in page
    assert "<dd>女</dd>" in page
    assert "<dd>1958年3月3日(月)</dd>" in page
    patient.refresh_from_db()
    assert patient.display_name != "鈴木 花子"
    assert "1958" not in signed_in.get(PAGE).text


@pytest.mark.parametrize(
    "typed", [{"name": "あ" * 21}, {"sex": "3"}, {"born_on": "x"}, {"born_on": "2090-01-01"}]
)
def test_what_cannot_be_comes_back_with_words(signed_in, patient, typed):
    make_plan(patient)

    answer = signed_in.post(PAGE, {"file": "1", **typed})

    assert answer.status_code == 422
    assert "field__error" in answer.text


def test_a_replaced_character_is_said(signed_in, patient):
    make_medicine(patient, "痛み止め😣")

    page = signed_in.get(PAGE).text

    assert "「〓」に置きかえて入れます" in page
    assert "痛み止め〓" in page


def test_nothing_is_said_about_characters_where_all_fit(signed_in, patient):
    make_medicine(patient, "架空の薬")

    assert "〓" not in signed_in.get(PAGE).text


def test_a_long_list_has_several_codes_that_say_which_they_are(signed_in, patient):
    for number in range(12):
        make_medicine(patient, f"架空の薬 {number}", note="朝と夜に1つずつ")

    page = signed_in.get(PAGE).text

    assert page.count('class="segno"') >= 2
    assert "1枚め(全部で" in page


def test_the_page_says_that_the_other_app_decides(signed_in, patient):
    make_plan(patient)

    page = signed_in.get(PAGE).text

    assert "取り込めるかどうかは、相手のアプリによります" in page
    assert page.count('class="segno"') == 1


def test_nobody_else_is_in_it(signed_in, patient):
    make_plan(patient)
    make_medicine(a_patient("other@example.jp"), "別の人の薬")

    assert "別の人の薬" not in signed_in.get(PAGE).text


def test_words_keep_the_day_on_which_they_were_written(signed_in, patient):
    make_medicine(patient, "薬", note="朝", recorded_at=datetime(2026, 11, 1, 16, tzinfo=UTC))

    assert the_list(signed_in).words == (PatientWords("薬: 朝", date(2026, 11, 2)),)
