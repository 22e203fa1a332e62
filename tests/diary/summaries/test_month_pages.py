from datetime import date

import pytest

from tests.factories.check_ins import make_note, make_rating, make_symptom
from tests.factories.people import make_patient
from tests.factories.plans import make_plan


def test_the_month_shows_four_weeks_that_end_with_this_one(signed_in, patient):
    make_plan(patient)

    answer = signed_in.get("/month/")

    assert answer.status_code == 200
    assert "10月26日(月)から11月22日(日)" in answer.text
    assert answer.text.count('class="month__cell') == 28
    assert 'aria-label="今日 11月22日(日) 未記録"' in answer.text
    assert "?from=2026-09-28" in answer.text
    assert "次の4週間" not in answer.text


def test_the_tab_tells_an_onlooker_nothing(signed_in):
    assert "<title>ふりかえり – 記録ノート</title>" in signed_in.get("/month/").text


def test_earlier_weeks_lead_back_to_the_present(signed_in):
    text = signed_in.get("/month/?from=2026-09-28").text

    assert "9月28日(月)から10月25日(日)" in text
    assert "?from=2026-10-26" in text


@pytest.mark.parametrize("wild", ["", "x", "2026-13-01", "9999-12-31", "２０２６-11-01", "--"])
def test_a_wild_start_shows_the_present(signed_in, wild):
    answer = signed_in.get("/month/", {"from": wild})

    assert answer.status_code == 200
    assert "11月22日(日)" in answer.text


def test_a_day_opens_in_the_page_without_a_script(signed_in, patient):
    make_plan(patient)
    make_rating(make_symptom(patient, name="だるさ"), date(2026, 11, 5), 7)
    make_note(patient, date(2026, 11, 5), text="雨\n頭痛", tell_doctor=True)

    text = signed_in.get("/month/2026-11-05/").text

    assert text.count('class="month__cell') == 28
    assert '<h2 id="day-title" tabindex="-1">11月5日(木)</h2>' in text
    assert "だるさ" in text
    assert "雨<br>頭痛" in text
    assert "先生に伝える" in text
    assert 'href="/check-in/2026-11-05/"' in text
    assert 'href="/tonight/2026-11-05/?next=/month/2026-11-05/"' in text
    assert text.count('aria-current="true"') == 1


def test_a_day_alone_is_a_fragment(signed_in):
    text = signed_in.get("/month/2026-11-05/day/").text

    assert "<html" not in text
    assert text.lstrip().startswith('<section class="card month-day" id="day"')


def test_without_a_plan_the_dose_cannot_be_edited(signed_in):
    assert "/tonight/2026-11-05/" not in signed_in.get("/month/2026-11-05/day/").text


@pytest.mark.parametrize("address", ["/month/{}/", "/month/{}/day/"])
@pytest.mark.parametrize("day", ["2026-11-23", "1989-12-31", "2026-02-30"])
def test_days_to_come_and_of_no_calendar_are_not_found(signed_in, address, day):
    assert signed_in.get(address.format(day)).status_code == 404


def test_a_week_that_begins_on_sunday(signed_in, patient):
    patient.week_starts_on = 6
    patient.save()

    assert "11月1日(日)から11月28日(土)" in signed_in.get("/month/").text


def test_another_patients_day_shows_nothing(signed_in):
    other = make_patient()
    make_note(other, date(2026, 11, 5), text="ひみつ")
    make_rating(make_symptom(other, name="ひみつ"), date(2026, 11, 5), 9)

    assert "ひみつ" not in signed_in.get("/month/2026-11-05/").text


def test_a_note_is_escaped(signed_in, patient):
    make_note(patient, date(2026, 11, 5), text="<script>alert(1)</script>")

    assert "<script>alert" not in signed_in.get("/month/2026-11-05/").text


@pytest.mark.parametrize("address", ["/month/", "/month/2026-11-05/", "/month/2026-11-05/day/"])
def test_guests_are_sent_to_sign_in_and_nothing_is_written(client, tonight, db, address):
    assert client.get(address).status_code == 302
    assert client.post(address).status_code == 405
