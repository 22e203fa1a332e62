"""The page for the doctor as the browser gets it."""

import re
from datetime import date

import pytest
import time_machine

from diary.visits.services import record_visit
from ldn_app.access.viewer import on_behalf_of
from tests.factories.entries import make_dose, make_note, make_sleep, make_symptom, rate
from tests.factories.people import make_patient
from tests.factories.plans import WRITTEN_AT, make_plan

TODAY = date(2026, 11, 22)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def noon():
    with time_machine.travel("2026-11-22T12:00:00+09:00", tick=False):
        yield


@pytest.fixture
def patient(client):
    patient = make_patient(display_name="はなこ")
    client.force_login(patient.user)
    return patient


def test_an_empty_diary_says_unrecorded_and_draws_nothing(client, patient):
    answer = client.get("/visit/")

    assert answer.status_code == 200
    assert answer.text.count("未記録") >= 6
    assert 'role="img"' not in answer.text


def test_the_page_names_whose_record_it_is_and_when_it_was_made(client, patient):
    text = client.get("/visit/").text

    assert "はなこ さん" in text
    assert "2026年11月22日(日) 12:00 作成" in text
    assert "2026年8月25日(火)〜11月22日(日)(90日間) 令和8年" in text


def test_the_counts_stand_in_words(client, patient):
    plan = make_plan(patient, first_day=date(2026, 11, 12))
    make_dose(plan, date(2026, 11, 12))
    make_dose(plan, date(2026, 11, 13), filled_later=True)

    text = client.get("/visit/").text

    assert "2/10夜" in text
    assert "当夜 1・後日 1・未記録 8" in text


def test_every_chart_has_its_table(client, patient):
    make_plan(patient)
    rate(make_symptom(patient, "だるさ"), TODAY, 3)
    make_sleep(patient, TODAY, quality=4, insomnia="some", vivid_dreams="none")

    text = client.get("/visit/").text

    assert text.count('role="img"') == text.count("<table>") == 7


@pytest.mark.parametrize(
    ("query", "first", "remark"),
    [
        ("?period=30", "2026年10月24日(土)", ""),
        ("?period=180", "2026年5月27日(水)", ""),
        (
            "?period=nonsense",
            "2026年8月25日(火)",
            "期間の指定が分からなかったので、90日をまとめました。",
        ),
        ("?period=visit", "2026年8月25日(火)", "前の受診日がまだ記録されていないので"),
    ],
)
def test_the_period_can_be_chosen(client, patient, query, first, remark):
    text = client.get("/visit/" + query).text

    assert f"{first}〜11月22日(日)" in text
    assert remark in text


def test_since_the_last_visit(client, patient):
    record_visit(
        on_behalf_of(patient.pk), visited_on=date(2026, 10, 3), today=TODAY, now=WRITTEN_AT
    )

    text = client.get("/visit/?period=visit").text

    assert "前回の受診から: 2026年10月3日(土)〜11月22日(日)(51日間)" in text


def test_the_title_and_the_address_tell_an_onlooker_nothing(client, patient):
    title = re.search(r"<title>(.*?)</title>", client.get("/visit/").text, re.DOTALL)[1]

    assert title == "診察のまとめ – 記録ノート"


def test_what_a_person_wrote_is_escaped(client, patient):
    rate(make_symptom(patient, "<script>1</script>"), TODAY, 3)
    make_note(patient, TODAY, "<img src=http://example.com>", tell_doctor=True)

    text = client.get("/visit/").text

    assert "<script>1" not in text
    assert "<img" not in text


def test_the_medicine_is_called_unapproved_with_a_source_and_a_date(client, patient):
    text = client.get("/visit/").text

    assert "国内未承認薬" in text
    assert "2026/11/22確認" in text


def test_at_most_fifteen_queries_and_as_many_for_ten_years(
    client, patient, django_assert_max_num_queries
):
    make_plan(patient, first_day=date(2016, 11, 22))
    rate(make_symptom(patient, "だるさ"), TODAY, 3)

    with django_assert_max_num_queries(15):
        client.get("/visit/?period=visit")
