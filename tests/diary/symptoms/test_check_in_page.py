"""The check-in page, without a script: the whole page is posted at once."""

from datetime import date

import pytest
import time_machine

from diary.symptoms.models import DayNote, Sleep, SymptomRating
from diary.symptoms.queries.day_answers import answers_of_day
from ldn_app.access.viewer import on_behalf_of
from tests.factories.check_ins import make_effect, make_note, make_rating, make_symptom
from tests.factories.people import make_patient

YESTERDAY = date(2026, 11, 21)
DAY = date(2026, 11, 22)
ADDRESS = "/check-in/2026-11-22/"


@pytest.fixture
def viewer(patient):
    return on_behalf_of(patient.pk)


def test_today_and_its_own_address_show_the_same_day(signed_in):
    for address in ("/check-in/", ADDRESS):
        answer = signed_in.get(address)

        assert answer.status_code == 200
        assert "11月22日(日)の記録" in answer.text
        assert f'action="{ADDRESS}"' in answer.text


def test_the_tab_tells_an_onlooker_nothing(signed_in, patient):
    make_symptom(patient, name="だるさ")

    text = signed_in.get("/check-in/").text

    title = text[text.index("<title>") : text.index("</title>")]
    assert title == "<title>記録 – 記録ノート"


def test_nothing_is_chosen_beforehand(signed_in, patient):
    make_symptom(patient)

    text = signed_in.get("/check-in/").text

    assert " checked" not in text
    assert " selected" not in text


def test_somebody_without_symptoms_is_told_what_to_do_and_keeps_the_rest(signed_in):
    text = signed_in.get("/check-in/").text

    assert "症状を選ぶ" in text
    assert '/symptoms/?next=/check-in/2026-11-22/"' in text
    assert "眠りの質" in text


def test_a_whole_page_is_saved_and_shown_again(signed_in, patient, viewer):
    symptom = make_symptom(patient)
    posted = {
        f"symptom-{symptom.pk}": "7",
        "sleep-insomnia": "some",
        "sleep-bed_at": "２３時４０分",
        "sleep-times_awake": "２",
        "effect-headache": "mild",
        "note-unusual": "no",
        "note-text": "夕方に少し歩けた😊",
        "note-tell_doctor": "yes",
    }

    answer = signed_in.post(ADDRESS, posted, follow=True)

    assert answer.redirect_chain == [(ADDRESS, 302)]
    assert "保存しました。" in answer.text
    day = answers_of_day(viewer, DAY)
    assert day.ratings[symptom.pk].score == 7
    assert (day.sleep.insomnia, day.sleep.times_awake) == ("some", 2)
    assert (day.note.text, day.note.unusual) == ("夕方に少し歩けた😊", False)
    assert 'value="23:40"' in answer.text
    assert f'id="symptom-{symptom.pk}_7" checked' in answer.text


def test_what_cannot_be_saved_keeps_what_was_typed_and_saves_the_rest(signed_in, patient, viewer):
    symptom = make_symptom(patient)
    note = "あ" * 2001

    answer = signed_in.post(ADDRESS, {f"symptom-{symptom.pk}": "7", "note-text": note})

    assert answer.status_code == 422
    assert "メモは2000文字までです。いまは2001文字です。" in answer.text
    assert note in answer.text
    assert answers_of_day(viewer, DAY).ratings[symptom.pk].score == 7
    assert not DayNote.objects.visible_to(viewer).exists()


def test_none_today_beside_a_side_effect_is_asked_about_and_the_rest_is_saved(signed_in, viewer):
    posted = {"effect-headache": "mild", "effect-none_today": "yes", "sleep-quality": "4"}

    answer = signed_in.post(ADDRESS, posted)

    assert answer.status_code == 422
    assert "この日には副作用の記録があります。" in answer.text
    day = answers_of_day(viewer, DAY)
    assert set(day.effects) == {"headache"}
    assert day.sleep.quality == 4


def test_an_answer_is_taken_back_by_its_button_and_the_rest_is_saved(signed_in, patient, viewer):
    first, second = make_symptom(patient), make_symptom(patient)
    make_rating(first, DAY, 3)
    posted = {
        f"symptom-{first.pk}": "3",
        f"initial-symptom-{first.pk}": "3",
        f"symptom-{second.pk}": "8",
        "clear": f"symptom-{first.pk}",
    }

    signed_in.post(ADDRESS, posted)

    ratings = answers_of_day(viewer, DAY).ratings
    assert {pk: row.score for pk, row in ratings.items()} == {second.pk: 8}


def test_one_tap_says_that_neither_sleeplessness_nor_dreams_were_there(signed_in, viewer):
    signed_in.post(ADDRESS, {"action": "calm_night"})

    sleep = Sleep.objects.visible_to(viewer).get()
    assert (sleep.insomnia, sleep.vivid_dreams) == ("none", "none")


def test_the_same_as_yesterday_fills_and_says_that_it_did(signed_in, patient, viewer):
    symptom = make_symptom(patient)
    make_rating(symptom, YESTERDAY, 6)

    answer = signed_in.post(ADDRESS, {"action": "copy"}, follow=True)

    assert "昨日と同じ答えが入っています" in answer.text
    assert "前の日と同じ</p>" in answer.text
    assert answers_of_day(viewer, DAY).ratings[symptom.pk].copied is True


def test_answers_on_the_page_are_saved_before_yesterday_fills_the_rest(signed_in, patient, viewer):
    first, second = make_symptom(patient), make_symptom(patient)
    make_rating(first, YESTERDAY, 6)
    make_rating(second, YESTERDAY, 6)

    signed_in.post(ADDRESS, {f"symptom-{first.pk}": "1", "action": "copy"})

    ratings = answers_of_day(viewer, DAY).ratings
    assert (ratings[first.pk].score, ratings[second.pk].score) == (1, 6)


def test_an_empty_yesterday_is_said_in_a_sentence(signed_in, patient):
    make_symptom(patient)

    answer = signed_in.post(ADDRESS, {"action": "copy"}, follow=True)

    assert "前の日の記録がありません。" in answer.text


def test_copied_answers_posted_unchanged_stay_marked(signed_in, patient, viewer):
    symptom = make_symptom(patient)
    make_rating(symptom, DAY, 6, copied=True)
    posted = {f"symptom-{symptom.pk}": "6", f"initial-symptom-{symptom.pk}": "6"}

    signed_in.post(ADDRESS, posted)

    assert SymptomRating.objects.visible_to(viewer).get().copied is True


def test_a_past_day_says_that_it_is_filled_in_later(signed_in, patient, viewer):
    symptom = make_symptom(patient)

    answer = signed_in.post("/check-in/2026-11-03/", {f"symptom-{symptom.pk}": "5"}, follow=True)

    assert answer.redirect_chain == [("/check-in/2026-11-03/", 302)]
    assert "後日</p>" in answer.text
    assert "前の日と同じ" in answer.text
    assert answers_of_day(viewer, date(2026, 11, 3)).ratings[symptom.pk].filled_later is True


def test_a_past_day_still_asks_a_symptom_that_was_removed_since(signed_in, patient, tonight):
    removed = make_symptom(patient, name="むかしの症状", removed_at=tonight)
    make_rating(removed, date(2026, 11, 3), 5)

    assert "むかしの症状" in signed_in.get("/check-in/2026-11-03/").text
    assert "むかしの症状" not in signed_in.get(ADDRESS).text


def test_a_ticked_red_flag_shows_whom_to_call_also_without_a_script(signed_in):
    answer = signed_in.post(ADDRESS, {"effect-urgent_suicidal": "yes"}, follow=True)

    assert "いますぐ助けを呼んでください" in answer.text
    assert 'href="tel:0120279338"' in answer.text
    assert 'href="tel:119"' in answer.text
    assert "2026年11月22日(日)に確認" in answer.text
    assert "これは診断ではありません。" in answer.text


def test_no_help_panel_without_a_red_flag(signed_in, patient):
    make_effect(patient, DAY, "headache", "severe")

    assert "いますぐ助けを呼んでください" not in signed_in.get(ADDRESS).text


def test_text_of_a_patient_is_escaped(signed_in, patient):
    make_symptom(patient, name="<b>痛い</b>")
    make_note(patient, DAY, text='</textarea><script>"')

    text = signed_in.get(ADDRESS).text

    assert "<b>痛い" not in text
    assert "</textarea><script>" not in text


def test_the_symptom_of_another_patient_is_left_out(signed_in, viewer):
    others = make_symptom(make_patient())

    signed_in.post(ADDRESS, {f"symptom-{others.pk}": "9"})

    assert not SymptomRating.objects.visible_to(on_behalf_of(others.patient_id)).exists()
    assert not SymptomRating.objects.visible_to(viewer).exists()


@pytest.mark.parametrize(
    "day", ["2026-11-23", "2030-01-01", "1989-12-31", "0001-01-01", "2026-02-30", "0000-00-00"]
)
def test_a_day_to_come_or_of_no_calendar_is_not_found(signed_in, day):
    assert signed_in.get(f"/check-in/{day}/").status_code == 404
    assert signed_in.post(f"/check-in/{day}/", {"sleep-quality": "4"}).status_code == 404


def test_days_of_long_ago_can_be_answered(signed_in):
    assert signed_in.get("/check-in/1990-01-01/").status_code == 200
    assert signed_in.post("/check-in/1990-01-01/", {"action": "copy"}).status_code == 302


def test_guests_are_sent_to_sign_in(client, tonight, db):
    assert client.get("/check-in/").url == "/accounts/login/?next=/check-in/"
    assert client.post(ADDRESS, {"sleep-quality": "4"}).status_code == 302


def test_after_midnight_the_page_still_fills_the_evening_before(client, patient):
    with time_machine.travel("2026-11-22T15:30:00+00:00", tick=False):  # 00:30 on the 23rd
        client.force_login(patient.user)

        assert "11月22日(日)の記録" in client.get("/check-in/").text


def test_an_answer_that_was_changed_after_its_day_says_so(signed_in, patient):
    symptom = make_symptom(patient)
    make_rating(symptom, date(2026, 11, 3), 5)

    posted = {f"symptom-{symptom.pk}": "2", f"initial-symptom-{symptom.pk}": "5"}
    answer = signed_in.post("/check-in/2026-11-03/", posted, follow=True)

    assert "あとで修正</p>" in answer.text


def test_a_page_that_is_refused_in_part_says_what_was_saved(signed_in, tonight, patient):
    symptom = make_symptom(patient)
    typed = {
        f"symptom-{symptom.pk}": "4",
        f"initial-symptom-{symptom.pk}": "",
        "note-text": "あ" * 5000,
        "initial-note-text": "",
    }

    answer = signed_in.post("/check-in/", typed)

    assert answer.status_code == 422
    assert "ほかの答えは保存しました" in answer.text
    assert "あ" * 5000 in answer.text
