from datetime import time

import pytest

from ldn_app.accounts.models import Patient
from ldn_app.accounts.setting_forms import SETTINGS
from tests.factories.accounts import a_patient, a_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient(client):
    patient = a_patient(display_name="はな")
    client.force_login(patient.user)
    return patient


@pytest.mark.parametrize(
    ("topic", "sent", "field", "stored"),
    [
        ("name", {"display_name": "ゆき"}, "display_name", "ゆき"),
        ("name", {"display_name": ""}, "display_name", ""),
        ("time-zone", {"time_zone": "Europe/Paris"}, "time_zone", "Europe/Paris"),
        ("day-start", {"day_starts_at": "5"}, "day_starts_at", time(5)),
        ("day-start", {"day_starts_at": "0"}, "day_starts_at", time(0)),
        ("text-size", {"text_size": "large"}, "text_size", "large"),
        ("furigana", {"furigana": "yes"}, "furigana", True),
        ("furigana", {"furigana": "no"}, "furigana", False),
        ("theme", {"theme": "dark"}, "theme", "dark"),
        ("week-start", {"week_starts_on": "6"}, "week_starts_on", 6),
    ],
)
def test_a_decision_is_stored_and_said(client, patient, topic, sent, field, stored):
    response = client.post(f"/settings/change/{topic}/", sent, follow=True)

    assert response.redirect_chain == [("/settings/", 302)]
    assert "保存しました" in response.content.decode()
    assert getattr(Patient.objects.get(), field) == stored


@pytest.mark.parametrize(
    ("topic", "sent", "says"),
    [
        ("name", {"display_name": "あ" * 41}, "40文字まで"),
        ("time-zone", {"time_zone": "Mars/Olympus"}, "時間帯を一覧から選んでください"),
        ("day-start", {"day_starts_at": "12"}, "午前0時から午前11時"),
        ("day-start", {}, "午前0時から午前11時"),
        ("text-size", {"text_size": "huge"}, "どれかを選んでください"),
        ("furigana", {}, "どれかを選んでください"),
        ("theme", {"theme": ""}, "どれかを選んでください"),
        ("week-start", {"week_starts_on": "3"}, "どれかを選んでください"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(client, patient, topic, sent, says):
    before = Patient.objects.values().get()

    response = client.post(f"/settings/change/{topic}/", sent)

    assert response.status_code == 422
    assert says in response.content.decode()
    assert Patient.objects.values().get() == before


def test_what_was_typed_is_kept(client, patient):
    response = client.post("/settings/change/name/", {"display_name": "な" * 41})

    assert "な" * 41 in response.content.decode()


@pytest.mark.parametrize("topic", SETTINGS)
def test_each_page_shows_what_holds_now(client, patient, topic):
    response = client.get(f"/settings/change/{topic}/")

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


def test_the_page_lists_every_decision_with_its_value(client, patient):
    page = client.get("/settings/").content.decode()

    for words in ("はな", "日本(東京)", "午前4時", "ふつう", "月曜日", "hanako@example.jp"):
        assert words in page
    for topic in SETTINGS:
        assert f"/settings/change/{topic}/" in page
    for address in ("/settings/download/", "/settings/delete/", "/settings/consent/"):
        assert address in page
    assert "はじめの準備" not in page


def test_the_first_run_can_be_found_until_it_is_done(client, patient):
    Patient.objects.update(first_run_done_at=None)

    assert "/welcome/" in client.get("/settings/").content.decode()


def test_the_consent_page_shows_what_was_agreed_to_and_when(client, patient):
    page = client.get("/settings/consent/").content.decode()

    assert "2026年10月1日(木) 午後0時00分に同意しました" in page
    assert "何をあずかるか" in page
    assert "/settings/delete/" in page


def test_an_unknown_setting_is_not_found(client, patient):
    assert client.get("/settings/change/dose/").status_code == 404


@pytest.mark.parametrize("address", ["/settings/", "/settings/consent/", "/settings/change/name/"])
def test_settings_are_for_people_with_a_part(client, address):
    assert client.get(address).url.startswith("/accounts/login/?next=")
    client.force_login(a_user("root@example.jp", is_superuser=True, is_staff=True))
    assert client.get(address).status_code == 404


def test_an_hour_that_the_list_does_not_offer_is_kept_until_changed(client, patient):
    Patient.objects.update(day_starts_at=time(4, 30))

    assert client.get("/settings/").status_code == 200
    assert client.get("/settings/change/day-start/").status_code == 200
