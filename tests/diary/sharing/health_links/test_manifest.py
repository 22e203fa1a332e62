"""The list of a link's files: who gets it, what a refusal says, what stands in the log."""

import json

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from ldn_app.access.audit import OPENINGS_AN_HOUR, record_access
from ldn_app.access.models import Look
from ldn_app.access.new_looks import KEY
from tests.diary.sharing.health_links.apps import NAME, ask, log_of, opened
from tests.factories.people import make_health_link, make_patient, make_room

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient():
    return make_patient(display_name="はなこ")


@pytest.fixture
def link(patient):
    return make_health_link(patient)


@pytest.fixture
def keys(link):
    return link[1]


def wrong(keys) -> str:
    return f"{(int(keys.code) + 1) % 10**6:06d}"


def looks() -> int:
    return Look.objects.unscoped(reason="test").count()


def test_secret_and_code_give_two_files_and_the_patient_reads_who(client, keys, patient):
    answer = ask(client, keys)

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    files = answer.json()["files"]
    assert [file["contentType"] for file in files] == ["application/fhir+json"] * 2
    assert {file["fhirVersion"] for file in files} == {"4.0.1"}
    assert all(file["location"].startswith("http://testserver/shl/file/") for file in files)
    assert not any("embedded" in file for file in files)
    assert log_of(patient) == [(NAME, "link_opened")]
    patient.refresh_from_db()
    assert KEY in patient.standing_notices


def test_two_lists_lead_to_different_addresses(client, keys):
    assert ask(client, keys).json() != ask(client, keys).json()


def test_nothing_is_kept_and_any_origin_may_read(client, keys):
    for answer in (ask(client, keys), ask(client, keys, passcode=wrong(keys))):
        assert "no-store" in answer["Cache-Control"]
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "Set-Cookie" not in answer.headers
        assert "Access-Control-Allow-Credentials" not in answer.headers
        assert not answer.cookies


def test_a_browser_may_ask_beforehand(client, keys, patient):
    answer = client.options(
        f"/shl/{keys.secret}/",
        headers={
            "Origin": "https://viewer.example.org",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type",
        },
    )

    assert answer.status_code == 204
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "POST" in answer["Access-Control-Allow-Methods"]
    assert answer["Access-Control-Allow-Headers"] == "Content-Type"
    assert log_of(patient) == []


@pytest.mark.parametrize("address", ["/sharing/", "/look/", "/shared/", "/tonight/", "/learn/"])
def test_no_other_page_may_be_read_by_other_origins(client, address):
    answer = client.get(address, headers={"Origin": "https://viewer.example.org"})

    assert "Access-Control-Allow-Origin" not in answer


def test_it_needs_no_token_of_ours():
    _, keys = make_health_link(make_patient())

    assert ask(Client(enforce_csrf_checks=True), keys).status_code == 200


def test_a_wrong_code_says_how_many_are_left_until_it_is_gone(client, keys, patient):
    left = []
    for _ in range(10):
        answer = ask(client, keys, passcode=wrong(keys))
        assert answer.status_code == 401
        left.append(answer.json()["remainingAttempts"])

    assert left == [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]
    assert ask(client, keys).status_code == 404
    assert log_of(patient) == []
    assert looks() == 0


@pytest.mark.parametrize("passcode", [None, "", 123456, ["123456"]])
def test_an_app_that_brings_no_code_is_told_so_and_spends_nothing(client, link, passcode):
    grant, keys = link

    answer = ask(client, keys, passcode=passcode)

    assert (answer.status_code, answer.json()["remainingAttempts"]) == (401, 10)
    grant.refresh_from_db()
    assert grant.wrong_codes == 0


@pytest.mark.parametrize("typed", ["{0} {1}", "{0}-{1}"])
def test_the_code_may_be_typed_as_people_type(client, keys, typed):
    passcode = typed.format(keys.code[:3], keys.code[3:])

    assert ask(client, keys, passcode=passcode).status_code == 200


@pytest.mark.parametrize("name", [None, "", "  ", 5, ["医師"], "\u0000\u202e\u200b", "\ud800"])
def test_a_name_is_needed(client, link, patient, name):
    grant, keys = link

    answer = ask(client, keys, recipient=name)

    assert answer.status_code == 400
    assert "recipient に、受け取る人の名前を" in answer.json()["message"]
    assert log_of(patient) == []
    grant.refresh_from_db()
    assert grant.wrong_codes == 0


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("  青木 医師 ", "青木 医師"),
        ("青木\u0000\u202e\n医師", "青木医師"),
        ("あ" * 200, "あ" * 80),
    ],
)
def test_a_name_is_kept_as_the_patient_can_read_it(client, keys, patient, sent, kept):
    assert ask(client, keys, recipient=sent).status_code == 200

    assert log_of(patient) == [(kept, "link_opened")]


@pytest.mark.parametrize(
    "body", ["", "recipient=x", "[]", "null", "{", "[" * 9_000, '"' + "x" * 10_000 + '"']
)
def test_what_is_no_json_object_is_refused_in_words(client, keys, body):
    answer = client.post(f"/shl/{keys.secret}/", body, "application/json")

    assert answer.status_code == 400
    assert answer.json()["message"] == "JSONの形で送ってください。"


def test_members_that_nobody_knows_are_passed_over(client, keys):
    assert ask(client, keys, somethingNew={"a": 1}).status_code == 200


@pytest.mark.parametrize("length", ["many", 1.5, -1, True])
def test_a_length_that_is_none_is_refused(client, keys, length):
    assert ask(client, keys, embeddedLengthMax=length).status_code == 400


@pytest.mark.parametrize(
    "over", [{"revoked_at": timezone.now()}, {"expires_at": timezone.now()}, {"wrong_codes": 10}]
)
def test_what_is_over_is_not_there_and_does_not_tell_why(client, patient, over):
    _, keys = make_health_link(patient, **over)
    unknown = client.post("/shl/" + "x" * 43 + "/", "{}", "application/json")

    answer = ask(client, keys)

    assert answer.status_code == unknown.status_code == 404
    assert answer.content == unknown.content
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_a_link_of_the_room_is_none_for_apps(client, patient):
    _, keys = make_room(patient)

    assert ask(client, keys).status_code == 404


@pytest.mark.parametrize("method", ["get", "head", "put", "delete", "patch"])
def test_only_a_post_is_answered(client, keys, patient, method):
    answer = getattr(client, method)(f"/shl/{keys.secret}/")

    assert answer.status_code == 405
    assert answer["Allow"] == "POST, OPTIONS"
    assert log_of(patient) == []


def test_small_files_lie_in_the_answer_if_the_app_wants_them_there(client, keys, patient):
    answer = ask(client, keys, embeddedLengthMax=1_000_000)

    files = answer.json()["files"]
    assert not any("location" in file for file in files)
    record, summary = (opened(file["embedded"], keys) for file in files)
    assert record["entry"][0]["resource"]["resourceType"] == "Patient"
    assert summary["entry"][1]["resource"]["resourceType"] == "DocumentReference"
    pages = ["link_opened", "link_record", "link_summary"]
    assert log_of(patient) == [(NAME, page) for page in pages]


def test_what_is_longer_than_the_app_takes_gets_an_address(client, keys, patient):
    files = ask(client, keys, embeddedLengthMax=3_000).json()["files"]

    assert [sorted(file) for file in files] == [
        ["contentType", "embedded", "fhirVersion"],
        ["contentType", "fhirVersion", "location"],
    ]
    assert len(files[0]["embedded"]) <= 3_000
    assert log_of(patient) == [(NAME, "link_opened"), (NAME, "link_record")]


@pytest.mark.parametrize(
    "place",
    [
        "ldn_app.access.visitor_access.record_access",
        "diary.sharing.health_links.views.record_access",
    ],
)
def test_an_opening_that_cannot_be_written_sends_nothing(client, keys, monkeypatch, place):
    monkeypatch.setattr(place, _broken)
    client.raise_request_exception = False

    answer = ask(client, keys, embeddedLengthMax=1_000_000)

    assert answer.status_code == 500
    assert b"files" not in answer.content
    assert b"eyJ" not in answer.content


def _broken(*args, **kwargs):
    raise DatabaseError


def test_a_program_that_comes_again_and_again_is_told_to_wait(client, link, patient):
    grant, keys = link
    for _ in range(OPENINGS_AN_HOUR):
        record_access(grant, reader_name=NAME, kind="link_record", at=timezone.now())

    answer = ask(client, keys)

    assert answer.status_code == 429
    assert answer["Retry-After"] == "3600"
    assert answer["Access-Control-Expose-Headers"] == "Retry-After"
    assert len(log_of(patient)) == OPENINGS_AN_HOUR


def test_a_link_whose_key_the_site_lost_is_over(client, keys, settings):
    settings.SECRET_KEY = "another key, and the old one forgotten"
    settings.SECRET_KEY_FALLBACKS = []

    assert ask(client, keys).status_code == 404


def test_the_body_is_read_as_text_of_any_language(client, keys, patient):
    body = json.dumps({"recipient": "Ärztin Müller 李", "passcode": keys.code})

    assert client.post(f"/shl/{keys.secret}/", body, "application/json").status_code == 200
    assert log_of(patient) == [("Ärztin Müller 李", "link_opened")]
