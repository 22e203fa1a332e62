"""One answer that saves by itself (htmx): a small fragment comes back."""

from datetime import date

import pytest

from diary.symptoms.queries.day_answers import answers_of_day
from ldn_app.access.viewer import on_behalf_of
from tests.factories.check_ins import make_effect, make_rating, make_symptom
from tests.factories.people import make_patient

DAY = date(2026, 11, 22)
ADDRESS = "/check-in/2026-11-22/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def viewer(patient):
    return on_behalf_of(patient.pk)


@pytest.fixture
def post(signed_in):
    return lambda **data: signed_in.post(ADDRESS, data, headers=HTMX)


def test_a_score_comes_back_as_a_line_with_the_time(post, patient, viewer):
    key = f"symptom-{make_symptom(patient).pk}"

    answer = post(answer=key, **{key: "7"})

    assert answer.status_code == 200
    assert f'id="state-{key}"' in answer.text
    assert "保存しました 22:04" in answer.text
    assert "<html" not in answer.text
    assert [row.score for row in answers_of_day(viewer, DAY).ratings.values()] == [7]


def test_only_the_named_answer_is_saved(post, patient, viewer):
    first, second = make_symptom(patient), make_symptom(patient)

    post(
        answer=f"symptom-{first.pk}",
        **{f"symptom-{first.pk}": "7", f"symptom-{second.pk}": "2", "note-text": "x"},
    )

    day = answers_of_day(viewer, DAY)
    assert set(day.ratings) == {first.pk}
    assert day.note is None


def test_an_unticked_box_is_taken_back(post, viewer):
    post(answer="note-tell_doctor", **{"note-tell_doctor": "yes"})
    assert answers_of_day(viewer, DAY).note.tell_doctor is True

    answer = post(answer="note-tell_doctor")

    assert "消しました 22:04" in answer.text
    assert answers_of_day(viewer, DAY).note is None


def test_clearing_gives_the_question_back_unanswered(post, patient, viewer):
    symptom = make_symptom(patient, name="だるさ")
    make_rating(symptom, DAY, 7)

    answer = post(clear=f"symptom-{symptom.pk}")

    assert f'id="answer-symptom-{symptom.pk}"' in answer.text
    assert "だるさ" in answer.text
    assert " checked" not in answer.text
    assert "消しました 22:04" in answer.text
    assert answers_of_day(viewer, DAY).is_empty


def test_what_cannot_be_saved_says_why(post, viewer):
    answer = post(answer="sleep-bed_at", **{"sleep-bed_at": "25:99"})

    assert answer.status_code == 422
    assert 'id="state-sleep-bed_at"' in answer.text
    assert "時刻を 22:30 のように入力してください。" in answer.text
    assert answers_of_day(viewer, DAY).is_empty


def test_a_side_effect_unticks_none_today_on_the_page_too(post, patient, viewer):
    make_effect(patient, DAY, "none_today")

    answer = post(answer="effect-headache", **{"effect-headache": "mild"})

    assert 'id="answer-effect-none_today" hx-swap-oob="true"' in answer.text
    assert " checked" not in answer.text
    assert set(answers_of_day(viewer, DAY).effects) == {"headache"}


def test_none_today_beside_a_side_effect_is_refused(post, patient):
    make_effect(patient, DAY, "headache", "mild")

    answer = post(answer="effect-none_today", **{"effect-none_today": "yes"})

    assert answer.status_code == 422
    assert "先にその記録を消してください。" in answer.text


def test_a_red_flag_opens_its_panel_in_place(post, viewer):
    answer = post(answer="effect-urgent_breathing", **{"effect-urgent_breathing": "yes"})

    assert "いますぐ助けを呼んでください" in answer.text
    assert 'href="tel:119"' in answer.text
    assert 'role="alert"' in answer.text

    answer = post(answer="effect-urgent_breathing")

    assert "いますぐ助けを呼んでください" not in answer.text
    assert answers_of_day(viewer, DAY).is_empty


def test_a_calm_night_is_one_tap(post, viewer):
    answer = post(action="calm_night")

    assert 'id="dreams"' in answer.text
    assert answer.text.count(" checked") == 2
    assert answers_of_day(viewer, DAY).sleep.vivid_dreams == "none"


def test_the_same_as_yesterday_loads_the_page_anew(post, patient):
    make_rating(make_symptom(patient), date(2026, 11, 21), 5)

    answer = post(action="copy")

    assert answer["HX-Redirect"] == ADDRESS


@pytest.mark.parametrize(
    "key",
    ["", "x", "symptom-0", "symptom-x", "symptom-９", "symptom-" + "9" * 40, "effect-poison"],
)
def test_a_question_that_nobody_asked_is_not_found(post, key):
    assert post(answer=key, **({key: "1"} if key else {})).status_code == 404
    assert post(clear=key).status_code == 404


def test_the_symptom_of_another_patient_is_not_found(post):
    others = make_symptom(make_patient())
    key = f"symptom-{others.pk}"
    make_rating(others, DAY, 3)

    assert post(answer=key, **{key: "9"}).status_code == 404
    assert post(clear=key).status_code == 404
    theirs = answers_of_day(on_behalf_of(others.patient_id), DAY)
    assert [row.score for row in theirs.ratings.values()] == [3]
