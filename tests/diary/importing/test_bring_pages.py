"""Choosing one of our files, looking at it, taking it in."""

import json
from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from diary.account_deletion.services import erase_account
from diary.doses.models import Dose, Regimen
from diary.importing import receiving
from diary.importing.models import WaitingContent, WaitingFile
from diary.symptoms.models import DayNote, SideEffect, Sleep, SymptomRating, TrackedSymptom
from ldn_app.access.models import ChangeEvent
from ldn_app.access.viewer import on_behalf_of
from ldn_app.ui.heavy_work import place_for
from tests.diary.importing.test_round_trip import content_of, written
from tests.factories.check_ins import make_effect, make_note, make_rating, make_sleep, make_symptom
from tests.factories.entries import make_dose
from tests.factories.people import make_patient
from tests.factories.plans import make_plan

from .conftest import DAY

BRING = "/settings/bring/"
OWN = "/settings/bring/own/"
STOP = "/settings/bring/stop/"


def choose(client, content: bytes, name: str = "record.json"):
    return client.post(BRING, {"file": SimpleUploadedFile(name, content)})


def mark_of(client) -> str:
    return client.get(OWN).context["preview"].mark


def rows(patient, model):
    return model.objects.visible_to(on_behalf_of(patient.pk))


def test_a_file_is_shown_first_and_taken_in_after_a_yes(signed_in, patient, theirs):
    answer = choose(signed_in, written(theirs))
    assert answer.url == OWN
    page = signed_in.get(OWN).content.decode()
    assert "まだ何も書きこんでいません" in page
    assert "新しい 1件" in page
    assert "共有の設定と、だれが見たかの記録" in page
    assert not rows(patient, Dose).exists()

    answer = signed_in.post(OWN, {"mark": mark_of(signed_in)}, follow=True)

    assert content_of(patient) == content_of(theirs)
    assert "取り込みました" in answer.content.decode()
    assert not WaitingFile.objects.unscoped(reason="test").exists()
    assert not WaitingContent.objects.exists()


def test_one_file_of_a_person_is_read_at_a_time(signed_in, patient, theirs):
    with place_for(f"file of {patient.user_id}"):
        answer = choose(signed_in, written(theirs))

    assert answer.status_code == 422
    assert "まだ読んでいます" in answer.content.decode()
    assert choose(signed_in, written(theirs)).url == OWN


def test_the_zip_comes_in_as_well(signed_in, patient, theirs):
    signed_in.force_login(theirs.user)
    file = b"".join(signed_in.get("/settings/download/record.zip").streaming_content)
    signed_in.force_login(patient.user)
    choose(signed_in, file, "record.zip")
    signed_in.post(OWN, {"mark": mark_of(signed_in)})

    assert content_of(patient) == content_of(theirs)


def test_the_same_file_again_has_nothing_to_take_in(signed_in, theirs):
    for _ in range(2):
        choose(signed_in, written(theirs))
        page = signed_in.get(OWN).content.decode()
        signed_in.post(OWN, {"mark": mark_of(signed_in)})

    assert "もうぜんぶここにあります" in page
    assert "この内容で取り込む" not in page


def test_rows_keep_when_and_where_they_were_recorded(signed_in, patient):
    other = make_patient()
    late = {"filled_later": True, "time_zone": "America/New_York"}
    note = make_note(other, DAY, text="旅行中", **late)
    choose(signed_in, written(other))
    signed_in.post(OWN, {"mark": mark_of(signed_in)})

    [mine] = rows(patient, DayNote)
    assert (mine.recorded_at, mine.time_zone) == (note.recorded_at, "America/New_York")
    assert mine.filled_later


def test_one_entry_of_the_log_for_each_room_and_no_content(signed_in, patient, theirs):
    choose(signed_in, written(theirs))
    signed_in.post(OWN, {"mark": mark_of(signed_in)})

    events = rows(patient, ChangeEvent).filter(model_label="symptoms.SymptomRating")
    assert [event.fields for event in events] == [["imported:1"]]


@pytest.fixture
def differing(patient, theirs):
    """The record says something else than the file for the same day."""
    make_rating(make_symptom(patient, name="だるさ"), DAY, 2)
    return theirs


def test_an_answer_that_differs_stays_unless_the_patient_says_otherwise(
    signed_in, patient, differing
):
    choose(signed_in, written(differing))
    page = signed_in.get(OWN).content.decode()
    assert "11月3日(火) だるさ: いまは 2、ファイルは 6" in page

    signed_in.post(OWN, {"mark": mark_of(signed_in), "differing": "mine"})

    assert rows(patient, SymptomRating).get().score == 2
    assert rows(patient, Sleep).get().quality == 4


def test_the_file_takes_its_place_when_chosen(signed_in, patient, differing):
    choose(signed_in, written(differing))
    signed_in.post(OWN, {"mark": mark_of(signed_in), "differing": "file"})

    assert rows(patient, SymptomRating).get().score == 6
    assert rows(patient, TrackedSymptom).count() == 1


def test_the_choice_that_changes_nothing_is_offered(signed_in, differing):
    choose(signed_in, written(differing))

    page = signed_in.get(OWN).content.decode()

    assert page.count("checked") == 1
    assert 'value="mine"' in page.split("checked")[0].rpartition("<input")[2]


def test_without_a_choice_nothing_is_written(signed_in, patient, differing):
    choose(signed_in, written(differing))

    answer = signed_in.post(OWN, {"mark": mark_of(signed_in)})

    assert answer.status_code == 422
    assert "どちらかを選んでください" in answer.content.decode()
    assert not rows(patient, Sleep).exists()


def test_what_was_not_answered_is_filled_in_without_asking(signed_in, patient, theirs):
    make_sleep(patient, DAY, insomnia="some")
    choose(signed_in, written(theirs))
    signed_in.post(OWN, {"mark": mark_of(signed_in)})

    sleep = rows(patient, Sleep).get()
    assert (sleep.insomnia, sleep.quality) == ("some", 4)


@pytest.mark.parametrize(("choice", "kinds"), [("mine", {"none_today"}), ("file", {"headache"})])
def test_none_today_and_a_side_effect_are_two_answers(signed_in, patient, choice, kinds):
    other = make_patient()
    make_effect(other, DAY, "headache", "mild")
    make_effect(patient, DAY, "none_today")
    choose(signed_in, written(other))
    signed_in.post(OWN, {"mark": mark_of(signed_in), "differing": choice})

    assert {effect.kind for effect in rows(patient, SideEffect)} == kinds


@pytest.mark.parametrize("choice", ["mine", "file"])
def test_a_plan_that_was_entered_meanwhile_loses_no_night(
    signed_in, patient, theirs, tonight, choice
):
    mine = make_plan(patient, first_day=date(2026, 11, 10), amount_mg="3", now=tonight)
    make_dose(mine, date(2026, 11, 12), amount_mg="3")
    choose(signed_in, written(theirs))
    assert "計画の日が重なっています" in signed_in.get(OWN).content.decode()

    signed_in.post(OWN, {"mark": mark_of(signed_in), "differing": choice})
    choose(signed_in, written(theirs))
    assert ("計画の日が重なって" in signed_in.get(OWN).content.decode()) == (choice == "mine")

    plans = rows(patient, Regimen).order_by("created_at", "pk")
    ended = [plan.ended_day for plan in plans]
    expected = {"mine": {None, date(2026, 11, 10)}, "file": {None}}
    assert set(ended) == expected[choice]
    assert {dose.dose_day for dose in rows(patient, Dose)} == {DAY, date(2026, 11, 12)}


def test_a_record_that_changed_since_the_preview_is_shown_again(signed_in, patient, theirs):
    choose(signed_in, written(theirs))
    shown = mark_of(signed_in)
    make_rating(make_symptom(patient, name="だるさ"), DAY, 2)

    answer = signed_in.post(OWN, {"mark": shown, "differing": "file"})

    assert answer.status_code == 422
    assert "もう一度確かめてください" in answer.content.decode()
    assert rows(patient, SymptomRating).get().score == 2


def test_one_wrong_row_keeps_everything_out(signed_in, patient, theirs):
    record = json.loads(written(theirs))
    record["records"]["symptoms.SymptomRating"][0]["score"] = 11
    choose(signed_in, json.dumps(record).encode())

    page = signed_in.get(OWN)
    answer = signed_in.post(OWN, {"mark": page.context["preview"].mark})

    assert "症状の強さの1件め" in page.content.decode()
    assert answer.status_code == 422
    assert not rows(patient, Dose).exists()


def test_a_second_tap_finds_nothing_that_waits(signed_in, theirs):
    choose(signed_in, written(theirs))
    mark = mark_of(signed_in)
    signed_in.post(OWN, {"mark": mark})

    answer = signed_in.post(OWN, {"mark": mark}, follow=True)

    assert "待っているファイルはありません" in answer.content.decode()


def test_stopping_deletes_the_file(signed_in, patient, theirs):
    choose(signed_in, written(theirs))

    signed_in.post(STOP)

    assert not rows(patient, WaitingFile).exists()
    assert signed_in.get(OWN).url == BRING


def test_after_an_hour_the_file_is_gone(signed_in, tonight, theirs):
    choose(signed_in, written(theirs))

    with time_machine.travel(tonight + timedelta(minutes=59), tick=False):
        assert signed_in.get(OWN).status_code == 200
    with time_machine.travel(tonight + timedelta(minutes=60), tick=False):
        assert signed_in.get(OWN).url == BRING


def test_the_file_that_waits_is_its_owners_and_encrypted(signed_in, client, theirs):
    choose(signed_in, written(theirs))

    assert "だるさ" not in WaitingContent.objects.get().token
    client.force_login(theirs.user)
    assert client.get(OWN).url == BRING


def test_ten_megabytes_are_counted_while_they_arrive(signed_in, patient, monkeypatch):
    monkeypatch.setattr(receiving, "MOST_BYTES", 100_000)

    answer = choose(signed_in, b" " * 100_001)

    assert answer.status_code == 422
    assert "10MBまで" in answer.content.decode()
    assert not rows(patient, WaitingFile).exists()


def test_a_file_that_is_too_large_comes_through_the_door_of_a_real_form(
    client, patient, monkeypatch
):
    monkeypatch.setattr(receiving, "MOST_BYTES", 100_000)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(patient.user)
    token = browser.get(BRING).context["csrf_token"]
    file = SimpleUploadedFile("record.json", b" " * 3_000_000)

    answer = browser.post(BRING, {"csrfmiddlewaretoken": str(token), "file": file})

    assert answer.status_code == 422
    assert "10MBまで" in answer.content.decode()


def test_many_files_at_once_count_together(signed_in, monkeypatch):
    monkeypatch.setattr(receiving, "MOST_BYTES", 100_000)
    files = {f"file{n}": SimpleUploadedFile("a", b" " * 40_000) for n in range(3)}

    assert signed_in.post(BRING, files).wsgi_request.file_too_large


def test_an_erased_account_takes_its_waiting_file_along(signed_in, patient, theirs, tonight):
    choose(signed_in, written(theirs))

    erase_account(patient.user_id, now=tonight)

    assert not WaitingContent.objects.exists()


def test_no_file_asks_for_one(signed_in):
    answer = signed_in.post(BRING, {})

    assert answer.status_code == 422
    assert "ファイルを選んでから" in answer.content.decode()


def test_the_way_leads_there_from_the_settings(signed_in):
    assert BRING in signed_in.get("/settings/").content.decode()
    assert BRING in signed_in.get("/settings/download/").content.decode()


def test_neither_tab_nor_log_tells_of_the_file(signed_in, theirs, caplog):
    choose(signed_in, written(theirs), "LDNの記録.json")
    page = signed_in.get(OWN).content.decode()
    choose(signed_in, b"{broken", "LDNの記録.json")

    assert "LDN" not in page.partition("<title>")[2].partition("</title>")[0]
    assert "LDN" not in caplog.text
    assert "だるさ" not in caplog.text
