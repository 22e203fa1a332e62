from datetime import date, timedelta

import pytest

from diary.questionnaires.domain.instruments import instruments
from diary.questionnaires.models import Response
from ldn_app.access.viewer import on_behalf_of
from tests.factories.papers import make_score
from tests.factories.people import make_patient

DAY = date(2026, 11, 10)
TODAY = "/questionnaires/ps/2026-11-22/"


def rows(patient):
    viewer = on_behalf_of(patient.pk)
    return list(Response.objects.visible_to(viewer).order_by("pk"))


def test_the_page_shows_ten_levels_and_none_is_chosen(signed_in, patient):
    page = signed_in.get("/questionnaires/ps/").text

    assert page.count('name="level"') == 10
    assert 'aria-pressed="true"' not in page
    assert all(words in page for words in instruments()["ps"].levels)
    assert "11月22日(日)の生活の制限(PS)" in page


def test_one_tap_records_the_level(signed_in, patient):
    answer = signed_in.post(TODAY, {"level": "6"}, follow=True)

    assert "2026年11月22日(日)の生活の制限(PS)を6と記録しました。" in answer.text
    assert answer.text.count('aria-pressed="true"') == 1
    [row] = rows(patient)
    assert (row.answered_on, row.value) == (date(2026, 11, 22), 6)


@pytest.mark.parametrize("level", ["", "10", "-1", "６", "six"])
def test_a_level_that_does_not_exist_records_nothing(signed_in, patient, level):
    answer = signed_in.post(TODAY, {"level": level})

    assert answer.status_code == 422
    assert "0から9のどれかを選んでください。" in answer.text
    assert rows(patient) == []


def test_the_last_answer_does_not_lead_the_next(signed_in, patient):
    make_score(patient, DAY, "ps", value="8")

    page = signed_in.get("/questionnaires/ps/").text

    assert "この前に記録したのは、11月10日(火)です。" in page
    assert 'aria-pressed="true"' not in page


def test_another_day_can_be_filled_and_one_to_come_cannot(signed_in, patient):
    assert signed_in.get("/questionnaires/ps/?day=2026-11-10").url.endswith("/ps/2026-11-10/")
    assert signed_in.get("/questionnaires/ps/?day=2026-13-40").status_code == 200
    assert signed_in.get("/questionnaires/ps/2026-11-23/").status_code == 404
    assert signed_in.post("/questionnaires/ps/2026-11-23/", {"level": "1"}).status_code == 404

    signed_in.post("/questionnaires/ps/2026-11-10/", {"level": "3"})

    assert rows(patient)[0].answered_on == DAY


def test_the_page_says_that_copies_were_compared_and_that_a_doctor_decides(signed_in):
    page = signed_in.get("/questionnaires/ps/").text

    assert "原本ではなく、公開されている写しを比べました" in page
    assert "診断や、書類に使うPSは、医師が決めます。" in page


def test_every_paper_can_be_chosen_and_opened(signed_in):
    page = signed_in.get("/questionnaires/new/").text

    for key in [*instruments(), "own"]:
        address = f"/questionnaires/new/{key}/"
        known = 404 if key == "ps" else 200
        assert signed_in.get(address).status_code == known
        assert (address in page) == (known == 200)
    assert signed_in.get("/questionnaires/new/unheard/").status_code == 404


def test_scores_are_copied_and_empty_scales_are_not_recorded(signed_in, patient):
    typed = {"answered_on": "2026-11-10", "version": "v2", "pf": "３５", "vt": "31,25"}

    answer = signed_in.post("/questionnaires/new/sf36/", typed, follow=True)

    assert "点数を記録しました。2026年11月10日(火)" in answer.text
    assert [(row.scale, float(row.value), row.version) for row in rows(patient)] == [
        ("pf", 35.0, "v2"),
        ("vt", 31.25, "v2"),
    ]


def test_bounds_that_nobody_published_are_neither_shown_nor_kept(signed_in, patient):
    address = "/questionnaires/new/sf36_norm/"
    typed = {"answered_on": "2026-11-10", "version": "v2"}

    page = signed_in.get(address).text
    slipped = signed_in.post(address, {**typed, "pcs": "3125"})
    signed_in.post(address, {**typed, "pcs": "-1.25"})

    assert "-50" not in page
    assert slipped.status_code == 422
    [row] = rows(patient)
    assert (float(row.value), row.low, row.high) == (-1.25, None, None)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"likert": "34"}, "0から33までの、ちょうどの数で書いてください。"),
        ({"likert": "3.5"}, "0から33までの、ちょうどの数で書いてください。"),
        ({"likert": "多い"}, "数字で書いてください。例: 12、52.1"),
        ({"likert": ""}, "点数を1つ以上書いてください。"),
        ({"answered_on": ""}, "答えた日を選んでください。"),
        ({"answered_on": "2026-11-23"}, "まだ来ていない日です。答えた日を選んでください。"),
        ({"likert": "9" * 12}, "数字で書いてください。例: 12、52.1"),
    ],
)
def test_a_bad_score_comes_back_with_what_was_typed(signed_in, patient, typed, told):
    good = {"answered_on": "2026-11-10", "likert": "25"}

    answer = signed_in.post("/questionnaires/new/chalder/", {**good, **typed})

    assert answer.status_code == 422
    assert told in answer.text
    for field, value in {**good, **typed}.items():
        assert not value or f'name="{field}" value="{value}"' in answer.text
    assert rows(patient) == []


def test_the_version_is_never_chosen_beforehand(signed_in, patient):
    answer = signed_in.post("/questionnaires/new/sf36/", {"answered_on": "2026-11-10", "pf": "5"})

    assert answer.status_code == 422
    assert "版を選んでください。" in answer.text
    assert " checked" not in answer.text


def test_a_second_score_of_the_same_day_says_what_stands_there(signed_in, patient):
    make_score(patient, DAY, "chalder", value="20")

    typed = {"answered_on": "2026-11-10", "likert": "25"}
    answer = signed_in.post("/questionnaires/new/chalder/", typed)

    assert answer.status_code == 422
    assert "この日の点数は、もう「20」と記録しています。" in answer.text


OWN = {"answered_on": "2026-11-10", "name": "痛みの質問票", "value": "12"}
OWN |= {"low": "0", "high": "52", "direction": "higher_worse"}


def test_the_patients_own_instrument_keeps_what_the_paper_says(signed_in, patient):
    signed_in.post("/questionnaires/new/own/", OWN)

    [row] = rows(patient)
    assert (row.instrument, row.instrument_name, row.scale) == ("own", "痛みの質問票", "total")
    assert (row.value, row.low, row.high, row.direction) == (12, 0, 52, "higher_worse")


def test_an_unknown_range_stays_unknown(signed_in, patient):
    signed_in.post(
        "/questionnaires/new/own/", {**OWN, "low": "", "high": "", "direction": "unknown"}
    )

    [row] = rows(patient)
    assert (row.low, row.high, row.direction) == (None, None, "unknown")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"name": ""}, "質問票の名前を書いてください。"),
        ({"value": ""}, "点数を書いてください。"),
        ({"direction": ""}, "点数の向きを選んでください。"),
        ({"value": "53"}, "いちばん低い点数と高い点数のあいだの数を書いてください。"),
        ({"low": "60"}, "いちばん低い点数より、大きい数を書いてください。"),
        ({"name": "あ" * 61}, "60文字までで書いてください。"),
        ({"answered_on": "2027-01-01"}, "まだ来ていない日です。"),
    ],
)
def test_a_bad_own_score_comes_back(signed_in, patient, typed, told):
    answer = signed_in.post("/questionnaires/new/own/", {**OWN, **typed})

    assert answer.status_code == 422
    assert told in answer.text
    assert rows(patient) == []


def test_phq9_always_shows_whom_to_call(signed_in):
    page = signed_in.get("/questionnaires/new/phq9/").text

    assert 'href="tel:0120279338"' in page
    assert "診断" not in page
    assert "tel:" not in signed_in.get("/questionnaires/new/chalder/").text


def test_a_score_can_be_put_right_within_its_range(signed_in, patient):
    row = make_score(patient, DAY, "chalder", value="20")
    address = f"/questionnaires/{row.pk}/"

    bad = signed_in.post(address, {"answered_on": "2026-11-10", "value": "40"})
    good = signed_in.post(address, {"answered_on": "2026-11-11", "value": "21"})

    assert 'value="20"' in signed_in.get(address).text or rows(patient)[0].value == 21
    assert bad.status_code == 422
    assert "0から33までの、ちょうどの数で書いてください。" in bad.text
    assert good.status_code == 302
    assert (rows(patient)[0].value, rows(patient)[0].answered_on.day) == (21, 11)


def test_a_score_can_be_removed(signed_in, patient):
    row = make_score(patient, DAY, "chalder")

    answer = signed_in.post(f"/questionnaires/{row.pk}/remove/", follow=True)

    assert "2026年11月10日(火)のChalder 疲労尺度(CFQ-11)の点数を消しました。" in answer.text
    assert rows(patient) == []


def test_the_list_is_paged_and_shows_range_and_direction(signed_in, patient):
    for back in range(22):
        make_score(patient, DAY - timedelta(days=7 * back), "chalder", value="20")

    first, second = signed_in.get("/questionnaires/"), signed_in.get("/questionnaires/?page=2")

    assert first.text.count("<h2>") == 20
    assert second.text.count("<h2>") == 2
    assert "範囲 0〜33" in first.text
    assert "数字が大きいほど、つらい" in first.text


def test_the_list_shows_nobody_elses_scores(signed_in, patient):
    make_score(make_patient(), DAY, "chalder")

    assert "点数はまだありません" in signed_in.get("/questionnaires/").text


@pytest.mark.parametrize("address", ["", "ps/", "new/", "new/phq9/", "new/own/"])
def test_no_page_gives_a_verdict(signed_in, patient, address):
    make_score(patient, DAY, "phq9", value="27")

    page = signed_in.get(f"/questionnaires/{address}").text

    found = [word for word in ("うつ病", "重症", "正常", "異常", "安全です") if word in page]
    assert found == []


def test_a_score_below_zero_can_be_typed_on_a_phone(signed_in):
    """The number pad of an iPhone has no minus."""
    page = signed_in.get("/questionnaires/new/own/").text

    assert 'name="low" inputmode="text"' in page.replace("  ", " ")
    assert 'inputmode="decimal"' in signed_in.get("/questionnaires/new/chalder/").text
