from datetime import UTC, date, datetime

import pytest

from diary.medications.models import OpioidAnswer, OtherMedicine
from diary.medications.opioids import opioid_question
from ldn_app.access.viewer import on_behalf_of, viewer_through
from tests.factories.papers import make_medicine, make_opioid_answer
from tests.factories.people import make_clinician, make_grant

LIST = "/medicines/"


def rows(patient):
    viewer = on_behalf_of(patient.pk)
    return list(OtherMedicine.objects.visible_to(viewer).order_by("pk"))


def test_a_medicine_is_written_down_as_typed(signed_in, patient):
    typed = {"name": "架空の薬 10mg", "since_on": "2026-05-01", "until_on": "", "note": "朝"}

    answer = signed_in.post(f"{LIST}new/", typed, follow=True)

    assert "薬を記録しました。" in answer.text
    assert "2026年5月1日(金)から" in answer.text
    [row] = rows(patient)
    assert (row.name, row.since_on, row.until_on, row.note) == (
        "架空の薬 10mg",
        date(2026, 5, 1),
        None,
        "朝",
    )


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"name": ""}, "薬の名前を書いてください。"),
        ({"name": "あ" * 81}, "80文字までで書いてください。"),
        ({"since_on": "2026-13-40"}, "日付を選びなおしてください。"),
        (
            {"since_on": "2026-05-02", "until_on": "2026-05-01"},
            "終わった日は、はじめた日と同じか、そのあとの日にしてください。",
        ),
        ({"note": "あ" * 201}, "200文字までで書いてください。"),
    ],
)
def test_a_bad_entry_comes_back_with_what_was_typed(signed_in, patient, typed, told):
    answer = signed_in.post(f"{LIST}new/", {"name": "架空の薬", "note": "朝", **typed})

    assert answer.status_code == 422
    assert told in answer.text
    for value in typed.values():
        assert not value or f'value="{value}"' in answer.text
    assert rows(patient) == []


def test_medicines_in_use_and_those_that_ended_stand_apart(signed_in, patient):
    make_medicine(patient, "いまの薬")
    make_medicine(patient, "今日までの薬", until_on=date(2026, 11, 22))
    make_medicine(patient, "前の薬", until_on=date(2026, 11, 21))

    using, used = signed_in.get(LIST).text.split("前に使っていた薬")

    assert "いまの薬" in using
    assert "今日までの薬" in using
    assert "いつからかは未記録" in using
    assert "前の薬" in used


def test_a_medicine_can_be_ended_and_removed(signed_in, patient):
    row = make_medicine(patient, "架空の薬", since_on=date(2026, 5, 1))
    typed = {"name": "架空の薬", "since_on": "2026-05-01", "until_on": "2026-06-01"}

    page = signed_in.get(f"{LIST}{row.pk}/").text
    signed_in.post(f"{LIST}{row.pk}/", typed)

    assert 'value="2026-05-01"' in page
    assert rows(patient)[0].until_on == date(2026, 6, 1)
    assert (
        "「架空の薬」を消しました。" in signed_in.post(f"{LIST}{row.pk}/remove/", follow=True).text
    )
    assert rows(patient) == []


def test_the_page_looks_nothing_up_and_says_so(signed_in, patient):
    make_medicine(patient, "トラマドール")

    page = signed_in.get(LIST).text

    assert "この一覧は、飲み合わせを調べません。" in page
    assert "notice--warning" not in page


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        ("using", "warning", "すぐに、主治医か薬剤師に電話して"),
        ("unsure", "warning", "主治医か薬剤師に見せて"),
        ("none", "info", "先に伝えてください"),
    ],
)
def test_each_answer_about_opioids_is_dated_and_leads_on(signed_in, patient, answer, kind, words):
    page = signed_in.post(LIST, {"answer": answer}, follow=True).text

    assert "2026年11月22日(日)の答え" in page
    assert f"notice--{kind}" in page
    assert words in page
    found = OpioidAnswer.objects.visible_to(on_behalf_of(patient.pk)).get()
    assert (found.answer, found.answered_on) == (answer, date(2026, 11, 22))


@pytest.mark.parametrize("answer", ["", "maybe"])
def test_without_an_answer_nothing_is_recorded(signed_in, patient, answer):
    page = signed_in.post(LIST, {"answer": answer})

    assert page.status_code == 422
    assert "どれか1つを選んでください。" in page.text
    assert not OpioidAnswer.objects.visible_to(on_behalf_of(patient.pk)).exists()


def test_no_answer_is_chosen_beforehand_and_none_is_not_assumed(signed_in, patient):
    make_opioid_answer(patient, date(2026, 5, 1), "none")

    page = signed_in.get(LIST).text

    assert "2026年5月1日(金)の答え" in page
    assert " checked" not in page


def test_no_text_reassures_or_changes_a_dose():
    asked = opioid_question()
    texts = (asked.question, asked.help, *asked.said.values())

    for word in ("安全", "大丈夫", "だいじょうぶ", "mg", "減らし", "増やし", "中止", "やめて"):
        assert not [text for text in texts if word in text], word
    assert set(asked.said) == set(OpioidAnswer.Answer.values)
    assert asked.source


def test_a_clinician_without_the_category_reads_neither(patient):
    make_medicine(patient)
    make_opioid_answer(patient, date(2026, 5, 1))
    viewer = _viewer_of(patient, ["labs"])
    allowed = _viewer_of(patient, ["other_medicines"])

    assert not OtherMedicine.objects.visible_to(viewer).exists()
    assert not OpioidAnswer.objects.visible_to(viewer).exists()
    assert OtherMedicine.objects.visible_to(allowed).exists()
    assert OpioidAnswer.objects.visible_to(allowed).exists()


def _viewer_of(patient, categories):
    clinician = make_clinician()
    grant = make_grant(patient, clinician, categories=categories)
    now = datetime(2026, 11, 22, tzinfo=UTC)
    return viewer_through(grant, user_id=clinician.user_id, now=now)
