"""After every answer Tonight says what is recorded for which night, and goes on saying it."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from diary.doses.domain.titration import Slot
from diary.doses.models import Dose
from ldn_app.access.viewer import on_behalf_of
from tests.factories.people import make_patient
from tests.factories.plans import make_plan

TOKYO = ZoneInfo("Asia/Tokyo")
HTMX = {"HTTP_HX_REQUEST": "true"}
LAST = "11月22日(日)の夜の分"
COMING = "11月23日(月)の夜の分"

pytestmark = pytest.mark.django_db


def at(day, hour, minute=0):
    return time_machine.travel(datetime(2026, 11, day, hour, minute, tzinfo=TOKYO), tick=False)


def phone_of(patient):
    client = Client()
    with at(22, 12):
        client.force_login(patient.user)
    return client


@pytest.fixture
def patient():
    patient = make_patient()
    make_plan(patient, steps=[(date(2026, 11, 1), "3")])
    return patient


@pytest.fixture
def phone(patient):
    return phone_of(patient)


def doses(patient):
    found = Dose.objects.visible_to(on_behalf_of(patient.pk)).order_by("dose_day")
    return [(dose.dose_day.day, dose.status) for dose in found]


def tap(phone, night=22, what="take", **data):
    return phone.post(f"/tonight/2026-11-{night}/{what}/", data, **HTMX).content.decode()


def confirmation(html):
    """What stands in the line that takes the focus; "" where there is none."""
    _, found, rest = html.partition('<div class="said" tabindex="-1" autofocus>')
    return rest.partition('<section class="card')[0] if found else ""


def test_a_tap_after_four_is_said_above_the_next_nights_button(phone, patient):
    with at(23, 4, 10):
        html = tap(phone, right_now="1")

    assert doses(patient) == [(22, "taken")]
    assert f"{LAST}: 「飲んだ」と記録しました" in confirmation(html)
    assert "午前4時10分" in confirmation(html)
    assert html.index("飲みました") < html.index(f"{COMING}を飲んだ")
    with at(23, 11, 59):
        later = phone.get("/tonight/").content.decode()
    assert later.index("飲みました") < later.index(f"{COMING}を飲んだ")


def test_a_second_tap_of_the_same_page_does_not_fill_the_next_night(phone, patient):
    with at(23, 4, 10):
        tap(phone, right_now="1")
        tap(phone, right_now="1")

    assert doses(patient) == [(22, "taken")]


@pytest.mark.parametrize("what", ["take", "skip"])
@pytest.mark.parametrize("night", [22, 23, 19])
def test_every_answer_names_its_night_with_a_script_and_without(phone, patient, what, night):
    with at(23, 22):
        now = {"right_now": "1"} if night == 23 else {}
        html = tap(phone, night, what, **now)
        tap(phone, night, "undo")
        address = f"/tonight/2026-11-{night}/{what}/"
        plain = phone.post(address, now, follow=True).content.decode()

    words = "「飲んだ」と記録しました" if what == "take" else "「飲まなかった」と記録しました"
    assert f"11月{night}日" in confirmation(html)
    assert words in confirmation(html)
    (message,) = re.findall(r"11月\d+日\(.\)の夜の分を記録しました。", plain)
    assert message.startswith(f"11月{night}日")


def test_taking_back_says_that_the_night_is_unrecorded(phone, patient):
    with at(22, 22):
        tap(phone, right_now="1")
        html = tap(phone, what="undo")

    assert f"{LAST}: いまは未記録です" in confirmation(html)


def test_a_skip_takes_the_focus_to_its_confirmation(phone, patient):
    with at(22, 22):
        html = tap(phone, what="skip", reason="asleep")

    assert f"{LAST}: 「飲まなかった」と記録しました" in confirmation(html)


@pytest.mark.parametrize("hour", [4, 7, 11])
def test_in_the_morning_an_unanswered_last_night_is_asked_about_first(phone, hour):
    with at(23, hour):
        html = phone.get("/tonight/").content.decode()

    assert html.index(f"{LAST}を飲んだ") < html.index(f"{COMING}を飲んだ")
    assert html.count(f"{LAST}を飲んだ") == 1
    hero = html[html.index("button--hero") :]
    assert f'aria-label="{LAST}を飲んだ"' in hero[: hero.index(">")]


@pytest.mark.parametrize(("day", "hour"), [(23, 12), (23, 22), (24, 3)])
def test_from_noon_on_the_coming_evening_is_first(phone, day, hour):
    with at(day, hour):
        html = phone.get("/tonight/").content.decode()

    assert html.index(f"{COMING}を飲んだ") < html.index(f"{LAST}を飲んだ")


def test_last_night_answered_in_the_morning_has_no_time_unless_one_is_typed(phone, patient):
    with at(23, 7):
        tap(phone)
        (dose,) = Dose.objects.visible_to(on_behalf_of(patient.pk))
        assert (dose.dose_day, dose.taken_at, dose.filled_later) == (date(2026, 11, 22), None, True)
        tap(phone, what="undo")
        html = tap(phone, taken_clock="22:30")

    assert f"{LAST}: 「飲んだ」と記録しました(午後10時30分)" in confirmation(html)


def test_who_takes_it_in_the_morning_is_asked_about_this_morning_first():
    patient = make_patient()
    make_plan(patient, steps=[(date(2026, 11, 1), "3")], slot=Slot.MORNING)

    with at(23, 7):
        html = phone_of(patient).get("/tonight/").content.decode()

    assert html.index("11月23日(月)の朝の分を飲んだ") < html.index("11月22日(日)の朝の分を飲んだ")


def test_a_contrary_answer_from_an_old_page_is_not_ignored_in_silence(phone, patient):
    with at(22, 22, 5):
        tap(phone, right_now="1")
    with at(22, 23):
        answer = phone.post("/tonight/2026-11-22/skip/", **HTMX)
        plain = phone.post("/tonight/2026-11-22/skip/")
        other_time = phone.post("/tonight/2026-11-22/take/", {"taken_clock": "21:00"}, **HTMX)

    for said in (answer, plain, other_time):
        assert said.status_code == 422
        assert "もう記録してあります" in confirmation(said.content.decode())
        assert f"{LAST}: 「飲んだ」と記録しました(午後10時05分)" in confirmation(
            said.content.decode()
        )
    assert doses(patient) == [(22, "taken")]


def test_the_same_answer_again_is_confirmed_again(phone, patient):
    with at(22, 22, 5):
        tap(phone, right_now="1")
    with at(22, 22, 6):
        html = tap(phone, right_now="1")

    assert f"{LAST}: 「飲んだ」と記録しました(午後10時05分)" in confirmation(html)
    assert "もう記録してあります" not in html


def test_the_page_that_asks_about_a_short_interval_confirms_nothing(phone, patient):
    with at(22, 13):
        tap(phone, right_now="1", night=21, taken_clock="03:00")
    with at(22, 14):
        html = tap(phone, right_now="1")

    assert "このまま記録しますか" in html
    assert confirmation(html) == ""
