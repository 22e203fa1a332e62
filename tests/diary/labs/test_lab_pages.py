from datetime import date, timedelta

import pytest

from diary.labs.models import LabResult
from ldn_app.access.viewer import on_behalf_of
from tests.factories.papers import make_result

DAY = date(2026, 11, 10)


def rows(patient):
    viewer = on_behalf_of(patient.pk)
    return list(LabResult.objects.visible_to(viewer).order_by("pk"))


def test_a_whole_slip_is_recorded_at_once(signed_in, patient):
    typed = {"collected_on": "2026-11-10", "ast-value": "２２", "ast-unit": "U/L"}
    own = {"free0-name": "フェリチン", "free0-value": "45", "free0-unit": "ng/mL"}

    answer = signed_in.post("/labs/new/", {**typed, **own}, follow=True)

    assert "検査の値を記録しました。2026年11月10日(火)" in answer.text
    assert [(row.item_name, row.value_text, row.unit) for row in rows(patient)] == [
        ("AST", "22", "U/L"),
        ("フェリチン", "45", "ng/mL"),
    ]


def test_unit_and_range_of_last_time_are_offered_but_never_the_value(signed_in, patient):
    terms = {"unit": "IU/L", "low_text": "13", "high_text": "30"}
    make_result(patient, DAY, "AST", "777", **terms)
    make_result(patient, DAY, "フェリチン", "888", unit="ng/mL", high_text="280")

    page = signed_in.get("/labs/new/").text

    assert 'name="ast-unit" value="IU/L"' in page
    assert 'name="ast-low_text" value="13"' in page
    assert 'name="own0-name" value="フェリチン"' in page
    assert 'name="own0-high_text" value="280"' in page
    assert "777" not in page
    assert "888" not in page


def test_only_rows_with_a_result_are_recorded(signed_in, patient):
    make_result(patient, DAY, "フェリチン", "45", unit="ng/mL")
    typed = {"collected_on": "2026-11-20", "ast-unit": "U/L", "own0-name": "フェリチン"}

    signed_in.post("/labs/new/", {**typed, "alt-value": "19", "alt-unit": "U/L"})

    assert [row.item_name for row in rows(patient)] == ["フェリチン", "ALT"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"collected_on": ""}, "検査を受けた日を選んでください。"),
        ({"collected_on": "2026-11-23"}, "まだ来ていない日です。検査を受けた日を選んでください。"),
        ({"ast-value": "高い"}, "結果を数字で書いてください。例: 32、0.05、&lt;0.3"),
        ({"ast-low_text": "いち"}, "範囲は数字で書いてください。例: 13、0.30以下"),
        ({"ast-value": ""}, "結果を1つ以上書いてください。"),
        ({"free0-value": "12"}, "検査の名前を書いてください。"),
        ({"free0-name": "フェリチン"}, "結果を書いてください。"),
        ({"free0-name": "GOT", "free0-value": "22"}, "ASTが2回あります。"),
        ({"free0-name": "あ" * 41, "free0-value": "1"}, "40文字までで書いてください。"),
    ],
)
def test_a_bad_entry_comes_back_with_what_was_typed_and_what_to_do(signed_in, patient, typed, told):
    good = {"collected_on": "2026-11-10", "ast-value": "22", "crp-unit": "ミリ"}

    answer = signed_in.post("/labs/new/", {**good, **typed})

    assert answer.status_code == 422
    assert told in answer.text
    assert 'name="crp-unit" value="ミリ"' in answer.text
    for field, value in typed.items():
        assert not value or f'name="{field}" value="{value}"' in answer.text
    assert rows(patient) == []


def test_a_complaint_about_a_range_is_not_folded_away(signed_in, patient):
    typed = {"collected_on": "2026-11-10", "ast-value": "22", "ast-low_text": "いち"}

    page = signed_in.post("/labs/new/", typed).text

    assert page.count('<details class="disclosure" open>') == 1


def test_the_list_says_the_range_of_the_slip_and_where_the_value_lies(signed_in, patient):
    make_result(patient, DAY, "AST", "22", unit="U/L", low_text="13", high_text="30")
    make_result(patient, DAY, "CRP", "<0.05", unit="mg/dL", high_text="0.30")
    make_result(patient, DAY, "ALT", "450", unit="U/L")
    make_result(patient, DAY, "クレアチニン", "62", unit="μmol/L")

    page = " ".join(signed_in.get("/labs/").text.split())

    assert "紙の範囲 13〜30 — 範囲の中" in page
    assert "紙の範囲 0.30以下 — 範囲の中" in page
    assert page.count("紙の範囲") == 2
    assert "ほかの単位では 約0.70 mg/dL" in page


def test_the_slips_are_paged_and_cost_the_same_however_many(signed_in, patient):
    for back in range(14):
        make_result(patient, DAY - timedelta(days=30 * back), "AST", "22")

    first, second = signed_in.get("/labs/"), signed_in.get("/labs/?page=2")

    assert first.text.count("<h2>") == 12
    assert "?page=2" in first.text
    assert second.text.count("<h2>") == 2
    assert signed_in.get("/labs/?page=x").status_code == 200


def test_a_line_can_be_put_right(signed_in, patient):
    row = make_result(patient, DAY, "フェリチン", "450", unit="ng/mL")
    typed = {"collected_on": "2026-11-09", "name": "フェリチン", "value": "45", "unit": "ng/mL"}

    page = signed_in.get(f"/labs/{row.pk}/").text
    answer = signed_in.post(f"/labs/{row.pk}/", typed)

    assert 'value="450"' in page
    assert 'value="2026-11-10"' in page
    assert answer.status_code == 302
    [row] = rows(patient)
    assert (row.value_text, row.collected_on) == ("45", date(2026, 11, 9))


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"value": ""}, "結果を書いてください。"),
        ({"value": "多い"}, "結果を数字で書いてください。"),
        ({"collected_on": "2027-01-01"}, "まだ来ていない日です。"),
        ({"collected_on": "2026-11-09"}, "この日のASTは、もう「30」と記録しています。"),
    ],
)
def test_a_bad_correction_comes_back(signed_in, patient, typed, told):
    make_result(patient, date(2026, 11, 9), "AST", "30")
    row = make_result(patient, DAY, "AST", "22")

    answer = signed_in.post(
        f"/labs/{row.pk}/", {"collected_on": "2026-11-10", "value": "22", **typed}
    )

    assert answer.status_code == 422
    assert told in answer.text
    assert rows(patient)[1].value_text == "22"


def test_a_line_can_be_removed(signed_in, patient):
    row = make_result(patient, DAY, "AST", "22")

    answer = signed_in.post(f"/labs/{row.pk}/remove/", follow=True)

    assert "2026年11月10日(火)のASTを消しました。" in answer.text
    assert rows(patient) == []


def test_without_slips_the_page_says_what_it_is_for(signed_in):
    assert "検査の値はまだありません" in signed_in.get("/labs/").text


@pytest.mark.parametrize("address", ["/labs/", "/labs/new/"])
def test_no_page_judges(signed_in, patient, address):
    make_result(patient, DAY, "ALT", "450", unit="U/L", low_text="10", high_text="42")

    page = signed_in.get(address).text

    assert not [
        word for word in ("異常", "正常", "危険", "安全", "高すぎ", "低すぎ") if word in page
    ]


def test_a_field_that_takes_marks_opens_no_number_pad(signed_in, patient):
    make_result(patient, DAY, "フェリチン", "45", unit="ng/mL")
    (row,) = rows(patient)

    for address in ("/labs/new/", f"/labs/{row.pk}/"):
        page = signed_in.get(address).text
        assert 'inputmode="text"' in page
        assert 'inputmode="decimal"' not in page
        assert 'inputmode="numeric"' not in page
