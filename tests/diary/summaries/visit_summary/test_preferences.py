"""Period and parts are chosen once and remembered; what is switched off leaves no trace."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from diary.summaries.domain.period import PeriodRequest
from diary.summaries.domain.visit_summary import DEFAULT_APPENDIX, AppendixSection
from diary.summaries.visit_summary.preferences import choice_of, remember_choice, remembered
from ldn_app.access.viewer import on_behalf_of
from tests.factories.entries import make_dose, make_note
from tests.factories.papers import make_result, make_supply
from tests.factories.people import make_patient
from tests.factories.plans import make_plan

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient():
    return make_patient()


@pytest.fixture
def browser(client, patient):
    client.force_login(patient.user)
    with time_machine.travel(NOW, tick=False):
        yield client


def test_before_the_first_choice_there_is_one_page(patient):
    assert remembered(on_behalf_of(patient.pk)).sections == DEFAULT_APPENDIX


def test_a_choice_is_remembered_and_shown_again(browser, patient):
    sent = {"period": "30", "sections": ["days", "labs"]}

    assert browser.post("/visit/choose/", sent).url == "/visit/"

    text = browser.get("/visit/").text
    assert "2026年10月24日(土)〜11月22日(日)(30日間)" in text
    assert "毎日の記録" in text
    assert "検査の値(この期間すべて)" in text
    assert "そのほかのメモ" not in text


def test_free_days_need_both_ends_in_order(browser):
    sent = {"period": "free", "first_day": "2026-11-10", "last_day": "2026-11-01"}

    answer = browser.post("/visit/choose/", sent)

    assert answer.status_code == 422
    assert "終わりの日は、始まりの日と同じか後の日にしてください。" in answer.text


def test_free_days_are_kept_and_lead_to_their_own_pdf(browser):
    browser.post(
        "/visit/choose/",
        {"period": "free", "first_day": "2026-11-01", "last_day": "2026-11-10"},
    )

    text = browser.get("/visit/").text

    assert "2026年11月1日(日)〜11月10日(火)(10日間)" in text
    assert "/visit/summary.pdf?period=free&amp;from=2026-11-01&amp;to=2026-11-10" in text


def test_what_is_switched_off_leaves_no_trace(browser, patient):
    make_note(patient, TODAY, "ひみつのメモ")
    make_result(patient, TODAY - timedelta(days=400), "ふるい値")
    make_supply(patient, TODAY)

    text = browser.get("/visit/").text

    assert "ひみつのメモ" not in text
    assert "そのほかのメモ" not in text
    assert "薬の入手" not in text


def test_a_clinician_gets_the_parts_that_the_patient_chose_and_a_period_of_their_own(patient):
    owner = on_behalf_of(patient.pk)
    remember_choice(owner, asked=PeriodRequest("30"), sections=[AppendixSection.DAYS], now=NOW)
    reader = on_behalf_of(make_patient().pk)

    chosen = choice_of(owner, patient)
    theirs = choice_of(type(reader)(patient_id=patient.pk), patient)

    assert (chosen.asked.choice, chosen.sections) == ("30", (AppendixSection.DAYS,))
    assert (theirs.asked.choice, theirs.sections) == (None, (AppendixSection.DAYS,))


def test_looking_remembers_nothing(browser, patient):
    browser.get("/visit/?period=180")

    assert remembered(on_behalf_of(patient.pk)).asked.choice is None


def test_a_day_without_an_answer_says_so_in_the_table(browser, patient):
    plan = make_plan(patient, first_day=TODAY - timedelta(days=2))
    make_dose(plan, TODAY - timedelta(days=2))
    browser.post("/visit/choose/", {"period": "30", "sections": ["days"]})

    text = browser.get("/visit/").text

    assert "飲んだ 1.5mg" in text
    assert ">未記録<" in text
    assert "– は未記録。" in text
