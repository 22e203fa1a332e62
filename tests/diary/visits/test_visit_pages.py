from datetime import date, time

import pytest
import time_machine
from django.urls import reverse

from diary.visits.models import Visit
from diary.visits.queries import note_of
from ldn_app.access.viewer import on_behalf_of
from tests.factories.people import make_patient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
LIST = reverse("visits:visits")
PLAN = reverse("visits:plan")


@pytest.fixture
def noon():
    with time_machine.travel("2026-11-22T12:00:00+09:00", tick=False):
        yield


@pytest.fixture
def patient(client):
    patient = make_patient()
    client.force_login(patient.user)
    return patient


def visits_of(patient):
    rows = Visit.objects.visible_to(on_behalf_of(patient.pk))
    return list(rows.values_list("visited_on", flat=True))


def the_visit(patient) -> Visit:
    return Visit.objects.visible_to(on_behalf_of(patient.pk)).get()


def at(name: str, patient) -> str:
    return reverse(f"visits:{name}", args=[the_visit(patient).pk])


@pytest.fixture
def planned(client, patient):
    """An appointment on 2 December at half past ten."""
    typed = {"visited_on": "2026-12-02", "local_time": "午前10時半", "clinic": "架空クリニック"}
    client.post(PLAN, {**typed, "remind": "on"})
    return patient


def test_the_form_on_the_page_records_a_visit(client, patient):
    answer = client.post(LIST, {"visited_on": "2026-10-03"})

    assert answer.status_code == 302
    assert answer.url == "/visit/"
    assert visits_of(patient) == [date(2026, 10, 3)]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "受診した日を選んでください。"),
        ("2026-13-40", "日付を選びなおしてください。"),
        ("2026-11-23", "まだ来ていない日です。受診した日を選んでください。"),
    ],
)
def test_an_invalid_day_comes_back_with_what_to_do(client, patient, typed, told):
    answer = client.post(LIST, {"visited_on": typed})

    assert answer.status_code == 422
    assert told in answer.text
    assert visits_of(patient) == []


def test_an_appointment_is_typed_in_the_usual_ways_and_stands_first(client, planned):
    visit = the_visit(planned)

    assert (visit.local_time, visit.clinic, visit.remind) == (time(10, 30), "架空クリニック", True)
    page = client.get(LIST).text
    assert "次の受診" in page
    assert "2026年12月2日(水)" in page
    assert "午前10時30分" in page
    assert "架空クリニック" in page


def test_a_date_is_enough(client, patient):
    answer = client.post(PLAN, {"visited_on": "2026-12-02"}, follow=True)

    assert "受診を入れました。2026年12月2日(水)" in answer.text
    assert the_visit(patient).remind is False


def test_an_appointment_without_a_date_or_twice_says_what_to_do(client, planned):
    empty = client.post(PLAN, {"clinic": "架空クリニック"})
    twice = client.post(PLAN, {"visited_on": "2026-12-02", "clinic": "架空クリニック"})

    assert (empty.status_code, twice.status_code) == (422, 422)
    assert "受診の日を選んでください" in empty.text
    assert "もう入っています" in twice.text


def test_questions_are_written_on_the_same_page(client, planned):
    typed = {"question_1": "", "question_2": "朝に飲んでもよいですか", "question_3": ""}

    answer = client.post(at("questions", planned), typed, follow=True)

    assert answer.request["PATH_INFO"] == LIST
    assert the_visit(planned).questions == ("朝に飲んでもよいですか",)
    assert "朝に飲んでもよいですか" in answer.text


def test_a_question_that_is_too_long_comes_back_as_it_was_typed(client, planned):
    answer = client.post(at("questions", planned), {"question_1": "あ" * 201})

    assert answer.status_code == 422
    assert "200文字までで入力してください" in answer.text
    assert "あ" * 201 in answer.text


def test_once_its_day_is_over_the_page_asks_whether_it_happened(client, planned):
    with time_machine.travel("2026-12-03T12:00:00+09:00", tick=False):
        assert "12月2日(水)に受診しましたか" in client.get(LIST).text
        answer = client.post(at("settle", planned), {"state": "happened"}, follow=True)
        assert "受診のあとのメモ" in answer.text
        client.post(at("note", planned), {"text": "血液検査をした。"})

        page = client.get(LIST).text

    assert "受診しましたか" not in page
    assert "血液検査をした。" in page
    assert note_of(on_behalf_of(planned.pk), the_visit(planned)) == "血液検査をした。"


def test_it_can_be_moved_called_off_and_taken_back(client, planned):
    client.post(at("one", planned), {"visited_on": "2026-12-09", "clinic": "架空クリニック"})
    client.post(at("settle", planned), {"state": "cancelled"})
    assert "(とりやめ)" in client.get(LIST).text

    client.post(at("settle", planned), {"state": "planned"})

    visit = the_visit(planned)
    assert (visit.visited_on, visit.local_time, visit.state) == (date(2026, 12, 9), None, "planned")


def test_a_visit_that_is_over_is_not_asked_about_a_reminder_and_keeps_its_wish(client, planned):
    with time_machine.travel("2026-12-03T12:00:00+09:00", tick=False):
        client.post(at("settle", planned), {"state": "happened"})
        page = client.get(at("one", planned)).text
        client.post(at("one", planned), {"visited_on": "2026-12-01", "clinic": "架空クリニック"})

    assert "この受診をお知らせする" not in page
    visit = the_visit(planned)
    assert (visit.visited_on, visit.remind, visit.state) == (date(2026, 12, 1), True, "happened")


def test_one_to_come_cannot_be_said_to_have_happened(client, planned):
    answer = client.post(at("settle", planned), {"state": "happened"}, follow=True)

    assert "まだ来ていない日です" in answer.text
    assert the_visit(planned).state == "planned"


def test_a_visit_can_be_removed_again(client, patient):
    client.post(LIST, {"visited_on": "2026-10-03"})

    answer = client.post(at("remove", patient), follow=True)

    assert "受診を消しました。2026年10月3日(土)" in answer.text
    assert visits_of(patient) == []


def test_without_visits_the_page_says_what_they_are_for(client, patient):
    answer = client.get(LIST)

    assert "受診日はまだありません" in answer.text
    assert "「前回の受診から」の期間は" in answer.text
    assert "次の受診の予定は、まだ入っていません" in answer.text


def test_the_page_costs_two_queries_of_its_own(client, planned, django_assert_num_queries):
    client.get(LIST)

    with django_assert_num_queries(4):  # session, person, visits, notes
        client.get(LIST)
