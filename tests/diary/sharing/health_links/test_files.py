"""The files behind a link: what is in them, who may have them, how long."""

import json
from base64 import b64decode
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import DatabaseError
from django.utils import timezone
from pypdf import PdfReader

from diary.fhir.bundle import build_bundle
from diary.fhir.json_text import json_text
from ldn_app.access.models import Look
from ldn_app.access.viewer import viewer_through
from ldn_app.clock import clock_of
from tests.days import today_of
from tests.diary.fhir.checkers import wrong_in
from tests.diary.sharing.health_links.apps import (
    NAME,
    addresses,
    ask,
    log_of,
    opened,
    record_of,
)
from tests.factories.entries import make_dose, make_symptom, rate
from tests.factories.people import make_health_link, make_invitation, make_patient
from tests.factories.plans import make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient():
    """Three nights and three days of a symptom: 40 days ago, 5 days ago, yesterday."""
    patient = make_patient(display_name="はなこ")
    today = clock_of(patient).day_of(timezone.now())
    plan = make_plan(patient, first_day=today - timedelta(days=60))
    symptom = make_symptom(patient, "だるさ")
    for back in (40, 5, 1):
        make_dose(plan, today - timedelta(days=back))
        rate(symptom, today - timedelta(days=back), 3)
    return patient


def types(bundle: dict) -> list[str]:
    return sorted({entry["resource"]["resourceType"] for entry in bundle["entry"]})


def age(hours: float) -> None:
    """Every look is that much older."""
    for look in Look.objects.unscoped(reason="test"):
        look.began_at -= timedelta(hours=hours)
        look.ends_at -= timedelta(hours=hours)
        look.save()


def test_the_record_is_what_the_grant_shows_and_nothing_else(client, patient):
    grant, keys = make_health_link(patient)
    viewer = viewer_through(grant, user_id=None, now=timezone.now())
    ours = [
        json.loads(json_text(one)) for one in build_bundle(viewer, now=timezone.now(), grant=grant)
    ]

    found = record_of(client, keys)

    assert found["entry"] == ours
    assert types(found) == [
        "Consent",
        "MedicationAdministration",
        "MedicationStatement",
        "Observation",
        "Patient",
    ]
    assert wrong_in(json.dumps(found)) == []


def test_a_category_that_is_not_shared_is_not_in_it(client, patient):
    _, keys = make_health_link(patient, categories=["symptoms"])

    assert types(record_of(client, keys)) == ["Consent", "Observation", "Patient"]


def test_a_day_outside_is_not_in_it(client, patient):
    _, keys = make_health_link(patient, categories=["doses"], rolling_days=30)

    entries = record_of(client, keys)["entry"]

    nights = [e for e in entries if e["resource"]["resourceType"] == "MedicationAdministration"]
    assert len(nights) == 2


def test_it_says_what_is_shared_so_that_the_rest_is_not_taken_for_nothing(client, patient):
    first = clock_of(patient).day_of(timezone.now()) - timedelta(days=29)
    _, keys = make_health_link(patient, categories=["doses", "sleep"], rolling_days=30)

    consent = record_of(client, keys)["entry"][-1]["resource"]

    assert (consent["resourceType"], consent["status"]) == ("Consent", "active")
    shared = [one["text"] for one in consent["provision"]["code"]]
    assert shared == ["服用の記録", "眠り"]
    assert consent["provision"]["dataPeriod"] == {"start": first.isoformat()}


def test_another_patient_is_not_in_it(client, patient):
    other = make_patient(display_name="べつのひと")
    rate(make_symptom(other, "よその症状"), today_of(other), 9)
    _, keys = make_health_link(patient)

    text = json.dumps(record_of(client, keys), ensure_ascii=False)

    assert "よその症状" not in text
    assert "べつのひと" not in text


def test_other_grants_and_who_looked_are_not_in_it(client, patient):
    make_invitation(patient, "taro@example.jp")
    _, keys = make_health_link(patient)
    ask(client, keys)

    text = json.dumps(record_of(client, keys), ensure_ascii=False)

    assert text.count('"Consent"') == 1
    assert "taro@example.jp" not in text
    assert NAME not in text


def test_the_summary_is_the_pdf_in_a_document_with_a_neutral_title(client, patient):
    _, keys = make_health_link(patient)
    _, address = addresses(ask(client, keys))

    found = opened(client.get(address).text, keys)

    assert wrong_in(json.dumps(found)) == []
    person, document = (entry["resource"] for entry in found["entry"])
    attachment = document["content"][0]["attachment"]
    assert document["subject"]["reference"] == f"urn:uuid:{person['id']}"
    assert attachment["contentType"] == "application/pdf"
    assert attachment["title"].startswith("記録ノート 20")
    assert b64decode(attachment["data"]).startswith(b"%PDF-")


def test_the_pdf_says_what_is_not_shared_and_keeps_within_the_days(client, patient):
    old = make_symptom(patient, "めまい")
    rate(old, clock_of(patient).day_of(timezone.now()) - timedelta(days=40), 7)
    _, keys = make_health_link(patient, categories=["symptoms"], rolling_days=30)

    text = pdf_text(client, keys)

    assert "だるさ" in text
    assert "めまいこの期間は未記録" in text
    assert "共有されていません" in text
    assert "共有されている日だけ" in text


def pdf_text(client, keys) -> str:
    _, address = addresses(ask(client, keys))
    document = opened(client.get(address).text, keys)["entry"][1]["resource"]
    pdf = PdfReader(BytesIO(b64decode(document["content"][0]["attachment"]["data"])))
    return "".join(page.extract_text() for page in pdf.pages).replace("\n", "")


def test_a_file_is_encrypted_logged_first_and_kept_nowhere(client, patient):
    _, keys = make_health_link(patient)
    record, summary = addresses(ask(client, keys))

    for address in (record, summary):
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer["Content-Type"] == "application/jose"
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "no-store" in answer["Cache-Control"]
        assert answer.text.count(".") == 4
        assert not answer.cookies
    pages = ["link_opened", "link_record", "link_summary"]
    assert log_of(patient) == [(NAME, page) for page in pages]


def test_a_file_is_there_for_an_hour_and_no_longer(client, patient):
    _, keys = make_health_link(patient)
    record, _ = addresses(ask(client, keys))

    age(0.99)
    assert client.get(record).status_code == 200
    age(0.02)
    answer = client.get(record)

    assert answer.status_code == 404
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_revoking_ends_the_files_at_once(client, patient):
    grant, keys = make_health_link(patient)
    files = addresses(ask(client, keys))
    client.force_login(patient.user)

    client.post(f"/sharing/{grant.public_id}/revoke/")

    assert [client.get(one).status_code for one in files] == [404, 404]
    assert ask(client, keys).status_code == 404


def test_a_file_dies_with_its_grant(client, patient):
    grant, keys = make_health_link(patient)
    record, _ = addresses(ask(client, keys))

    grant.expires_at = timezone.now()
    grant.save()

    assert client.get(record).status_code == 404


@pytest.mark.parametrize("key", ["x" * 43, "short", "あ" * 43])
def test_an_invented_address_is_none(client, patient, key):
    _, keys = make_health_link(patient)
    ask(client, keys)

    assert client.get(f"/shl/file/{key}/record").status_code == 404
    assert client.get(f"/shl/file/{keys.secret}/record").status_code == 404


def test_the_address_of_one_grant_gives_nothing_of_another(client, patient):
    other = make_patient(display_name="べつのひと")
    _, keys = make_health_link(patient)
    _, theirs = make_health_link(other)
    record, _ = addresses(ask(client, keys))
    ask(client, theirs)

    [name] = opened(client.get(record).text, keys)["entry"][0]["resource"]["name"]

    assert name["text"] == "はなこ"


def test_the_key_of_a_file_opens_no_page_of_the_room(client, patient):
    _, keys = make_health_link(patient)
    record, _ = addresses(ask(client, keys))
    client.cookies["look"] = record.split("/")[3]

    assert client.get("/look/sheet/").status_code == 404


def test_an_opening_that_cannot_be_written_sends_nothing(client, patient, monkeypatch):
    _, keys = make_health_link(patient)
    record, _ = addresses(ask(client, keys))
    monkeypatch.setattr("ldn_app.access.audience.record_access", _broken)
    client.raise_request_exception = False

    answer = client.get(record)

    assert answer.status_code == 500
    assert b"eyJ" not in answer.content


def _broken(*args, **kwargs):
    raise DatabaseError
