"""The look in the consulting room, page by page."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from ldn_app.access.models import AccessEvent, ShareGrant
from ldn_app.access.viewer import on_behalf_of
from ldn_app.access.visitor_access import keys_of
from tests.days import today_of
from tests.factories.entries import make_symptom, rate
from tests.factories.people import make_patient, make_room

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient(client):
    patient = make_patient(display_name="はなこ")
    client.force_login(patient.user)
    return patient


@pytest.fixture
def doctor():
    """A browser that is signed in nowhere."""
    return Client()


def enter(doctor, keys, *, name="青木 医師", code=None):
    return doctor.post("/look/", {"secret": keys.secret, "name": name, "code": code or keys.code})


def events(patient):
    return list(
        AccessEvent.objects.visible_to(on_behalf_of(patient.pk)).values_list("reader_name", "kind")
    )


def test_the_patient_makes_a_look_and_the_doctor_reads_it(client, patient, doctor):
    rate(make_symptom(patient, "だるさ"), today_of(patient), 3)
    answer = client.post(
        "/sharing/room/", {"categories": ["symptoms"], "days": "90", "ends": "today"}
    )
    page = client.get(answer.url).text
    grant = ShareGrant.objects.visible_to(on_behalf_of(patient.pk)).get()
    keys = keys_of(grant)

    assert f"{keys.code[:3]} {keys.code[3:]}" in page
    assert f"/look/#{keys.secret}" in page
    entered = enter(doctor, keys)
    assert entered.status_code == 302
    sheet = doctor.get(entered.url)
    assert sheet.status_code == 200
    assert "だるさ" in sheet.text
    assert "共有されていません" in sheet.text
    assert "no-store" in sheet["Cache-Control"]
    assert events(patient) == [("青木 医師", "visitor_entered"), ("青木 医師", "visitor_summary")]
    assert "青木 医師" in client.get("/sharing/log/").text


def test_the_page_shows_new_keys_after_a_look(client, patient, doctor):
    grant, keys = make_room(patient)
    enter(doctor, keys)

    page = client.get(f"/sharing/{grant.public_id}/").text

    assert keys.secret not in page
    assert "一度だけ使えます" in page
    assert enter(doctor, keys).status_code == 404


def test_nothing_is_ticked_beforehand(client, patient):
    assert " checked" not in client.get("/sharing/room/").text


def test_the_secret_stands_in_no_address_that_a_server_sees(client, patient, doctor):
    _, keys = make_room(patient)

    entered = enter(doctor, keys)

    assert keys.secret not in entered.url
    cookie = entered.cookies["look"]
    assert cookie["httponly"]
    assert (cookie["samesite"], cookie["path"]) == ("Strict", "/look/")
    assert keys.secret not in cookie.value


def test_a_wrong_code_says_how_many_are_left_and_keeps_what_was_typed(patient, doctor):
    _, keys = make_room(patient)
    wrong = f"{(int(keys.code) + 1) % 10**6:06d}"

    answer = enter(doctor, keys, code=wrong)

    assert answer.status_code == 422
    assert "あと9回入れられます" in answer.text
    assert "青木 医師" in answer.text
    assert keys.secret in answer.text


def test_a_name_is_needed(patient, doctor):
    _, keys = make_room(patient)

    answer = enter(doctor, keys, name="  ")

    assert answer.status_code == 422
    assert "お名前を書いてください" in answer.text
    assert events(patient) == []


def test_over_budget_there_is_no_page(patient, doctor):
    _, keys = make_room(patient, wrong_codes=10)

    assert enter(doctor, keys).status_code == 404


def test_without_a_look_there_is_no_page(patient, doctor):
    make_room(patient)

    assert doctor.get("/look/sheet/").status_code == 404
    assert doctor.get("/look/sheet/summary.pdf").status_code == 404


def test_revoking_works_on_the_next_request(client, patient, doctor):
    grant, keys = make_room(patient)
    enter(doctor, keys)
    assert doctor.get("/look/sheet/").status_code == 200

    client.post(f"/sharing/{grant.public_id}/revoke/")

    assert doctor.get("/look/sheet/").status_code == 404
    assert enter(doctor, keys).status_code == 404


def test_the_pdf_is_logged_as_a_pdf(patient, doctor):
    _, keys = make_room(patient)
    enter(doctor, keys)

    answer = doctor.get("/look/sheet/summary.pdf")

    assert answer["Content-Type"] == "application/pdf"
    assert events(patient)[-1] == ("青木 医師", "visitor_pdf")


def test_leaving_closes_the_look(patient, doctor):
    _, keys = make_room(patient)
    entered = enter(doctor, keys)
    cookie = entered.cookies["look"].value

    doctor.post("/look/leave/")
    doctor.cookies["look"] = cookie

    assert doctor.get("/look/sheet/").status_code == 404


def test_a_look_of_one_patient_shows_no_other(patient, doctor):
    other = make_patient(display_name="べつのひと")
    rate(make_symptom(other, "よその症状"), today_of(other), 9)
    _, keys = make_room(patient)
    enter(doctor, keys)

    text = doctor.get("/look/sheet/").text

    assert "よその症状" not in text
    assert "べつのひと" not in text


def test_days_outside_are_not_shown(patient, doctor):
    symptom = make_symptom(patient, "だるさ")
    today = today_of(patient)
    rate(symptom, today - timedelta(days=40), 9)
    _, keys = make_room(patient, rolling_days=30)
    enter(doctor, keys)

    text = doctor.get("/look/sheet/?period=90").text

    assert "だるさ" not in text
    assert "共有されている日だけをまとめました。" in text


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"days": "90", "ends": "today"}, "見せるものを1つ以上えらんでください。"),
        ({"categories": ["doses"], "ends": "today"}, "どれかをえらんでください。"),
        ({"categories": ["doses"], "days": "from", "ends": "today"}, "はじめの日をえらんで"),
        ({"categories": ["doses"], "days": "all", "ends": "until"}, "終わりの日をえらんで"),
        (
            {
                "categories": ["doses"],
                "days": "all",
                "ends": "until",
                "last_shown_on": "2020-01-01",
            },
            "きょうより後の日を",
        ),
        (
            {
                "categories": ["doses"],
                "days": "all",
                "ends": "until",
                "last_shown_on": "2199-01-01",
            },
            "長くて12か月",
        ),
        ({"categories": ["everything"], "days": "all", "ends": "today"}, "えらびなおして"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_opened(client, patient, values, words):
    answer = client.post("/sharing/room/", values)

    assert answer.status_code == 422
    assert words in answer.text
    assert not ShareGrant.objects.visible_to(on_behalf_of(patient.pk)).exists()


def test_the_qr_holds_the_address(client, patient):
    grant, keys = make_room(patient)

    page = client.get(f"/sharing/{grant.public_id}/").text

    assert re.search(r"<svg[^>]*segno", page)
    assert page.count(keys.secret) == 1


def test_ten_wrong_codes_are_told_to_the_patient(client, patient):
    grant, _ = make_room(patient, wrong_codes=10)

    page = client.get(f"/sharing/{grant.public_id}/").text

    assert "10回ちがった" in page
    assert "segno" not in page
