"""Tonight through the browser's eyes: pages, fragments, doubled taps, hours of the night."""

from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test import Client

from diary.doses.models import Dose
from ldn_app.access.viewer import on_behalf_of
from tests.factories.people import make_patient
from tests.factories.plans import make_plan

TOKYO = ZoneInfo("Asia/Tokyo")
HTMX = {"HTTP_HX_REQUEST": "true"}
TEN_AT_NIGHT = datetime(2026, 11, 22, 22, 4, tzinfo=TOKYO)

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient():
    patient = make_patient()
    make_plan(patient, steps=[(date(2026, 11, 1), "3")])
    return patient


@pytest.fixture
def phone(patient):
    client = Client()
    with time_machine.travel(TEN_AT_NIGHT, tick=False):
        client.force_login(patient.user)
    return client


def doses(patient):
    return list(Dose.objects.visible_to(on_behalf_of(patient.pk)).order_by("dose_day"))


def at(day, hour, minute, zone=TOKYO):
    return time_machine.travel(datetime(2026, 11, day, hour, minute, tzinfo=zone), tick=False)


def tap(phone, night="2026-11-22", what="take", **data):
    data.setdefault("right_now", "1")
    return phone.post(f"/tonight/{night}/{what}/", data, **HTMX)


@pytest.mark.parametrize(
    ("day", "hour", "minute", "night"),
    [
        (22, 22, 4, "11月22日(日)の夜の分"),
        (23, 0, 30, "11月22日(日)の夜の分"),
        (23, 3, 59, "11月22日(日)の夜の分"),
        (23, 4, 0, "11月23日(月)の夜の分"),
    ],
)
def test_the_page_names_the_night_that_it_fills(phone, day, hour, minute, night):
    with at(day, hour, minute):
        page = phone.get("/tonight/").content.decode()

    assert f"<span>{night}</span>" in page


def test_the_night_is_named_on_the_clock_of_the_place(phone, patient):
    patient.time_zone = "Pacific/Honolulu"
    patient.save()

    with at(22, 13, 30, UTC):  # 03:30 in Honolulu
        page = phone.get("/tonight/").content.decode()

    assert "<span>11月21日(土)の夜の分</span>" in page


def test_one_tap_records_and_shows_time_and_undo(phone, patient):
    with at(23, 0, 40):
        answer = tap(phone)

    (dose,) = doses(patient)
    text = answer.content.decode()
    assert (dose.status, dose.dose_day.isoformat()) == ("taken", "2026-11-22")
    assert text.lstrip().startswith('<div id="tonight"')
    assert "11月23日 午前0時40分" in text
    assert "取り消す" in text


def test_without_htmx_a_tap_leads_back_to_the_page(phone, patient):
    with at(22, 22, 4):
        answer = phone.post("/tonight/2026-11-22/take/", {"right_now": "1"}, follow=True)

    assert answer.redirect_chain == [("/tonight/", 302)]
    assert "飲みました" in answer.content.decode()
    assert len(doses(patient)) == 1


def test_a_doubled_tap_and_a_replay_end_in_one_row(phone, patient):
    with at(22, 22, 4):
        first, second = tap(phone), tap(phone)
    with at(22, 22, 9):
        replay = tap(phone)

    assert {first.status_code, second.status_code, replay.status_code} == {200}
    (dose,) = doses(patient)
    assert dose.taken_at == TEN_AT_NIGHT


@pytest.mark.django_db(transaction=True)
def test_two_phones_at_the_same_moment_end_in_one_row(patient):
    start = Barrier(4)
    statuses = []

    def press():
        client = Client()
        client.force_login(patient.user)
        start.wait()
        statuses.append(client.post("/tonight/2026-11-22/take/", {"right_now": "1"}).status_code)
        connection.close()

    with time_machine.travel(TEN_AT_NIGHT, tick=True):
        phones = [Thread(target=press) for _ in range(4)]
        for thread in phones:
            thread.start()
        for thread in phones:
            thread.join()

    assert statuses == [302] * 4
    assert len(doses(patient)) == 1


def test_undo_leaves_the_night_open_and_works_twice(phone, patient):
    with at(22, 22, 4):
        tap(phone)
        tap(phone, what="undo")
        answer = tap(phone, what="undo")

    assert answer.status_code == 200
    assert doses(patient) == []


def test_skipping_needs_no_reason(phone, patient):
    with at(22, 22, 4):
        answer = tap(phone, what="skip")

    (dose,) = doses(patient)
    assert (dose.status, dose.skip_reason) == ("skipped", "")
    assert "飲みませんでした" in answer.content.decode()


def test_a_typed_time_after_midnight_belongs_to_the_same_night(phone, patient):
    with at(23, 1, 0):
        tap(phone, taken_clock="０：１５", right_now="")

    (dose,) = doses(patient)
    assert dose.dose_day.isoformat() == "2026-11-22"
    assert dose.taken_at == datetime(2026, 11, 23, 0, 15, tzinfo=TOKYO)


def test_a_time_that_has_not_come_is_refused_with_a_sentence(phone, patient):
    with at(22, 22, 4):
        answer = tap(phone, taken_clock="23:30", right_now="")

    assert answer.status_code == 422
    assert "まだ来ていない時刻です" in answer.content.decode()
    assert doses(patient) == []


def test_earlier_and_later_set_the_time(phone, patient):
    with at(22, 22, 4):
        tap(phone)
        tap(phone, what="time", minutes="-15")

    assert doses(patient)[0].taken_at == TEN_AT_NIGHT - timedelta(minutes=15)


def test_the_night_can_be_moved_by_one_tap(phone, patient):
    with at(23, 4, 30):
        tap(phone, night="2026-11-23")
        page = phone.get("/tonight/").content.decode()
        assert "/tonight/2026-11-23/move/2026-11-22/" in page
        phone.post("/tonight/2026-11-23/move/2026-11-22/", **HTMX)

    assert [dose.dose_day.isoformat() for dose in doses(patient)] == ["2026-11-22"]


def test_a_move_of_more_than_a_day_is_refused(phone, patient):
    with at(22, 22, 4):
        tap(phone)
        answer = phone.post("/tonight/2026-11-22/move/2026-11-10/", **HTMX)

    assert answer.status_code == 422
    assert doses(patient)[0].dose_day.isoformat() == "2026-11-22"


def test_less_than_twelve_hours_after_the_last_dose_it_asks_once_and_never_blocks(phone, patient):
    with at(23, 2, 0):
        tap(phone)
    with at(23, 13, 0):
        page = phone.get("/tonight/").content.decode()
        question = tap(phone, night="2026-11-23")
        assert len(doses(patient)) == 1
        tap(phone, night="2026-11-23", asked="1")

    assert "11時間0分前に、1回分を記録しています" in page
    assert "このまま記録しますか" in question.content.decode()
    assert len(doses(patient)) == 2


def test_after_twelve_hours_it_does_not_ask(phone, patient):
    with at(23, 2, 0):
        tap(phone)
    with at(23, 14, 0):
        page = phone.get("/tonight/").content.decode()
        tap(phone, night="2026-11-23")

    assert "前の記録から" not in page
    assert len(doses(patient)) == 2


def test_an_unrecorded_night_is_answered_in_place_and_marked(phone, patient):
    with at(22, 12, 0):
        page = phone.get("/tonight/").content.decode()
        answer = phone.post("/tonight/2026-11-20/take/", **HTMX)

    assert "/tonight/2026-11-20/take/" in page
    (dose,) = doses(patient)
    assert (dose.filled_later, dose.taken_at) == (True, None)
    assert "後日" in answer.content.decode()


def test_a_page_left_open_since_yesterday_records_nothing(phone, patient):
    with at(23, 22, 0):
        answer = tap(phone, night="2026-11-22")

    assert answer.status_code == 422
    assert "前の日に開いた画面" in answer.content.decode()
    assert doses(patient) == []


def test_a_page_opened_just_before_four_still_answers_its_own_night(phone, patient):
    with at(23, 4, 1):
        tap(phone, night="2026-11-22")

    (dose,) = doses(patient)
    assert dose.dose_day.isoformat() == "2026-11-22"
    assert dose.taken_at == datetime(2026, 11, 23, 4, 1, tzinfo=TOKYO)


def test_nothing_is_chosen_beforehand(phone):
    with at(22, 22, 4):
        pages = [phone.get(address).content.decode() for address in ADDRESSES_WITH_CHOICES]

    assert all(" checked" not in page and " selected" not in page for page in pages)


ADDRESSES_WITH_CHOICES = ("/tonight/", "/regimen/new/", "/regimen/pause/", "/regimen/slot/")


def test_the_whole_answer_can_be_put_right_years_later(phone, patient):
    with at(22, 22, 4):
        tap(phone)
    with time_machine.travel(datetime(2029, 1, 1, 12, tzinfo=TOKYO), tick=False):
        phone.force_login(patient.user)
        answer = phone.post(
            "/tonight/2026-11-22/",
            {"status": "taken", "taken_clock": "21:30", "amount_mg": "１．５", "note": "半分🌙"},
        )

    assert answer.status_code == 302
    (dose,) = doses(patient)
    assert (str(dose.amount_mg), dose.note) == ("1.50", "半分🌙")
    assert dose.taken_at == datetime(2026, 11, 22, 21, 30, tzinfo=TOKYO)
    assert dose.changed_at is not None


def test_a_lost_decimal_point_is_asked_about_and_nothing_typed_is_lost(phone, patient):
    answer = {"status": "taken", "taken_clock": "21:30", "amount_mg": "45", "note": "メモ"}
    with at(22, 22, 4):
        question = phone.post("/tonight/2026-11-22/", answer)
        assert doses(patient) == []
        phone.post("/tonight/2026-11-22/", {**answer, "amounts_confirmed": "45"})

    text = question.content.decode()
    assert question.status_code == 422
    assert "45mg と入力されました。4.5mg ではありませんか。" in text
    assert 'value="メモ"' in text
    assert [str(dose.amount_mg) for dose in doses(patient)] == ["45.00"]


def test_a_confirmation_covers_only_the_amount_that_was_asked_about(phone, patient):
    answer = {"status": "taken", "taken_clock": "21:30", "amount_mg": "30"}
    with at(22, 22, 4):
        again = phone.post("/tonight/2026-11-22/", {**answer, "amounts_confirmed": "45"})

    assert again.status_code == 422
    assert doses(patient) == []


def test_the_page_costs_the_same_after_ten_years(phone, patient, django_assert_max_num_queries):
    with at(22, 22, 4):
        tap(phone)
        with django_assert_max_num_queries(8) as young:
            phone.get("/tonight/")
    many_years_of_answers(patient)
    with at(22, 22, 4), django_assert_max_num_queries(8) as old:
        phone.get("/tonight/")

    assert len(old) == len(young)


def many_years_of_answers(patient):
    plan = make_ten_year_plan(patient)
    rows = Dose.objects.editable_by(on_behalf_of(patient.pk))
    rows.bulk_create(
        Dose(
            patient=patient,
            regimen=plan,
            dose_day=date(2026, 11, 21) - timedelta(days=back),
            status="taken",
            taken_at=TEN_AT_NIGHT - timedelta(days=back + 1),
            amount_mg="3",
            time_zone="Asia/Tokyo",
            recorded_at=TEN_AT_NIGHT - timedelta(days=back + 1),
            filled_later=False,
        )
        for back in range(3650)
    )


def make_ten_year_plan(patient):
    from diary.doses.models import Regimen

    return Regimen.objects.visible_to(on_behalf_of(patient.pk)).get()
