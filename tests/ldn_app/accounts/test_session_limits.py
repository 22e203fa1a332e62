"""A clinician's session ends when nobody uses it, and each day; a patient's does not."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from ldn_app.accounts.models import SignInSession
from ldn_app.accounts.session_limits import BEGAN, SEEN
from tests.cast import sign_in_by, sign_in_twice
from tests.factories.accounts import a_clinician, a_patient, a_user
from tests.factories.people import make_clinic

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 11, 30, 8, 30, tzinfo=ZoneInfo("Asia/Tokyo"))
LIST = "/shared/"


@pytest.fixture
def clock():
    with time_machine.travel(MORNING, tick=False) as travelling:
        yield travelling


@pytest.fixture
def desk(client, clock):
    clinician = a_clinician()
    make_clinic(clinician)
    sign_in_twice(client, clinician.user)
    assert client.get(LIST).status_code == 200
    return client


def test_fifteen_minutes_without_anybody_end_it(desk, clock):
    clock.shift(timedelta(minutes=15))

    answer = desk.get(LIST)

    assert answer.url == "/accounts/login/?next=/shared/"
    assert not SignInSession.objects.exclude(user_id=None).exists()
    assert "15分のあいだ操作がなかったので" in desk.get(answer.url).text


def test_work_keeps_it_until_twelve_hours_are_over(desk, clock):
    for _time in range(51):
        clock.shift(timedelta(minutes=14))
        assert desk.get(LIST).status_code == 200

    clock.shift(timedelta(minutes=7))
    answer = desk.get(LIST)

    assert answer.url == "/accounts/login/?next=/shared/"
    assert "12時間" in desk.get(answer.url).text


def test_a_page_that_waits_by_itself_keeps_nothing_open(desk, clock):
    for _time in range(3):
        clock.shift(timedelta(minutes=5))
        desk.get("/shared/papers/00000000-0000-4000-8000-000000000000/state/")

    assert desk.get(LIST).status_code == 302


def test_a_page_that_is_sent_after_the_end_leads_to_sign_in_and_empties_no_storage(desk, clock):
    clock.shift(timedelta(minutes=20))

    answer = desk.post("/settings/change/name/", {"name": "試験 花子"})

    assert answer.url.startswith("/accounts/login/")
    assert answer["Clear-Site-Data"] == '"cache"'


def test_every_page_of_allauth_is_under_the_limit_too(desk, clock):
    clock.shift(timedelta(minutes=15))

    assert desk.get(reverse("mfa_index")).url.startswith("/accounts/login/")


def test_a_session_from_before_the_limits_began_with_its_first_proof(client, clock):
    clinician = a_clinician()
    make_clinic(clinician)
    sign_in_twice(client, clinician.user, at=(MORNING - timedelta(hours=11)).timestamp())
    _without_marks(client)
    assert client.get(LIST).status_code == 200

    clock.shift(timedelta(minutes=14))
    assert client.get(LIST).status_code == 200
    for _time in range(4):
        clock.shift(timedelta(minutes=14))
        client.get(LIST)

    assert client.get(LIST).url.startswith("/accounts/login/")


def test_the_sessions_row_ends_with_the_day(desk):
    _without_marks(desk)
    desk.get(LIST)

    (row,) = SignInSession.objects.exclude(user_id=None)

    assert row.expire_date == MORNING + timedelta(hours=12, minutes=15)


def test_staff_are_limited_too(client, clock):
    sign_in_twice(client, a_user(is_staff=True, is_superuser=True))
    assert client.get("/ops-admin/").status_code == 200

    clock.shift(timedelta(minutes=15))

    assert "/accounts/login/" in client.get("/ops-admin/", follow=True).redirect_chain[-1][0]


@pytest.mark.parametrize("method", ["code", "password", "mfa"])
def test_a_patients_phone_stays_signed_in(client, clock, method):
    sign_in_by(client, a_patient().user, method)

    clock.shift(timedelta(days=80))

    assert client.get("/tonight/").status_code == 200


def test_a_clinician_leaves_a_computer_with_one_press(desk):
    page = desk.get(LIST).text
    assert "この端末を離れる" in page

    answer = desk.post("/leave/")

    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert answer.url == "/left/"
    left = desk.get("/left/").text
    assert "LDN" not in left
    assert "患者" not in left
    assert desk.get(LIST).status_code == 302


def test_the_button_stands_where_a_clinician_proves_who_they_are(client):
    clinician = a_clinician()
    sign_in_by(client, clinician.user, "code")

    for address in ("/second-step/", "/prove/", "/settings/", reverse("mfa_index")):
        assert "この端末を離れる" in client.get(address).text


def _without_marks(browser) -> None:
    """The session as it was when it had just begun, or before there were limits."""
    session = browser.session
    del session[BEGAN], session[SEEN]
    session.save()


def test_leaving_needs_a_press(desk):
    assert desk.get("/leave/").status_code == 405
