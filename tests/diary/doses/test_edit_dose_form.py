"""The page of one night says truthfully which fields may stay empty."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from tests.factories.people import make_patient
from tests.factories.plans import make_plan

TOKYO = ZoneInfo("Asia/Tokyo")
TONIGHT = "/tonight/2026-11-22/"
EARLIER = "/tonight/2026-11-20/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def phone(client):
    patient = make_patient()
    make_plan(patient, steps=[(date(2026, 11, 1), "3")])
    with time_machine.travel(datetime(2026, 11, 22, 22, tzinfo=TOKYO), tick=False):
        client.force_login(patient.user)
        yield client


def test_no_field_that_a_taken_dose_needs_is_called_optional(phone):
    page = phone.get(TONIGHT).content.decode()
    taken_without = phone.post(TONIGHT, {"status": "taken"}).content.decode()

    assert "飲んだ量を入力してください" in taken_without
    for label in ("飲んだ量", "飲んだ時刻"):
        _, _, after = page.partition(label)
        assert "書かなくてもよい" not in after.partition("</label>")[0]
        assert "飲んだときに入力します" in after.partition("</div>")[0]


def test_only_on_a_later_day_may_the_time_stay_empty(phone):
    assert "おぼえていなければ空のまま" not in phone.get(TONIGHT).content.decode()
    assert "おぼえていなければ空のまま" in phone.get(EARLIER).content.decode()

    answer = {"status": "taken", "amount_mg": "3"}
    assert phone.post(TONIGHT, answer).status_code == 422
    assert phone.post(EARLIER, answer).status_code == 302


def test_what_was_put_right_is_said_by_its_night(phone):
    page = phone.post(EARLIER, {"status": "skipped"}, follow=True).content.decode()

    assert "11月20日(金)の夜の分を記録しました。" in page
