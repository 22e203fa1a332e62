"""Pages of the library are offered where they matter and only there, in one line, without a query
more (each page's own tests count them)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from tests.factories.people import make_patient
from tests.factories.plans import make_plan

NOW = datetime(2026, 11, 22, 22, 4, tzinfo=ZoneInfo("Asia/Tokyo"))
TODAY = date(2026, 11, 22)
SLEEP = "/learn/unwanted-effects/#"
HOSPITAL = "/learn/at-the-hospital/"
READING = "/learn/keeping-a-diary/#"

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient():
    return make_patient()


@pytest.fixture
def phone(client, patient):
    with time_machine.travel(NOW, tick=False):
        client.force_login(patient.user)
        yield client


def page(phone, address):
    return phone.get(address).content.decode()


@pytest.mark.parametrize(("age", "offered"), [(0, 1), (6, 1), (7, 0)])
def test_sleep_in_the_first_week(phone, patient, age, offered):
    make_plan(patient, first_day=TODAY - timedelta(days=age))

    assert page(phone, "/tonight/").count(SLEEP) == offered


def test_sleep_again_in_the_week_after_a_step_up(phone, patient):
    steps = [(TODAY - timedelta(days=2), "3")]
    make_plan(patient, first_day=TODAY - timedelta(days=40), steps=steps)

    assert SLEEP in page(phone, "/tonight/")


def test_nothing_without_a_plan(phone):
    assert "/learn/unwanted" not in page(phone, "/tonight/")


@pytest.mark.parametrize(("reason", "offered"), [("surgery", True), ("condition", False)])
def test_the_hospital_while_a_pause_for_surgery_lasts(phone, patient, reason, offered):
    make_plan(patient, first_day=TODAY - timedelta(days=40))
    assert HOSPITAL not in page(phone, "/regimen/")

    phone.post("/regimen/pause/", {"on_day": TODAY.isoformat(), "reason": reason})

    text = page(phone, "/regimen/")
    assert "お休み中" in text
    assert (HOSPITAL in text) is offered


@pytest.mark.parametrize("address", ["/month/", "/visit/"])
def test_how_to_read_what_was_recorded(phone, address):
    assert page(phone, address).count(READING) == 1
