"""A reader that is not ours (npm: kill-the-clipboard) against the running site."""

import json
from base64 import b64decode
from datetime import timedelta

import pytest
from django.utils import timezone

from diary.fhir.bundle import build_bundle
from diary.fhir.json_text import json_text
from diary.sharing.health_links.payload import HealthLink
from ldn_app.access.models import ShareGrant
from ldn_app.access.viewer import viewer_through
from ldn_app.clock import clock_of
from tests.diary.sharing.health_links.apps import log_of
from tests.factories.entries import make_dose, make_symptom, rate
from tests.factories.people import make_health_link, make_patient
from tests.factories.plans import make_plan
from tests.health_link_reader import read_link

pytestmark = pytest.mark.django_db(transaction=True)

NAME = "青木クリニック"


@pytest.fixture
def patient():
    patient = make_patient(display_name="はなこ")
    today = clock_of(patient).day_of(timezone.now())
    plan = make_plan(patient, first_day=today - timedelta(days=60))
    symptom = make_symptom(patient, "だるさ")
    for back in range(1, 20):
        make_dose(plan, today - timedelta(days=back))
        rate(symptom, today - timedelta(days=back), back % 11)
    return patient


@pytest.fixture
def link(patient, live_server):
    """The grant, its keys, and the text that the patient's page shows."""
    grant, keys = make_health_link(patient, expires_at=timezone.now() + timedelta(days=7))
    address = f"{live_server.url}/shl/{keys.secret}/"
    return grant, keys, HealthLink(address, keys.file_key, grant.expires_at, "記録ノート").text


def expected_entries(grant) -> list[dict]:
    now = timezone.now()
    viewer = viewer_through(grant, user_id=None, now=now)
    return [json.loads(json_text(entry)) for entry in build_bundle(viewer, now=now, grant=grant)]


@pytest.mark.parametrize(
    ("asked", "where"), [({}, "location"), ({"embeddedLengthMax": 1_000_000}, "embedded")]
)
def test_it_reads_the_record_and_the_pdf(link, patient, asked, where):
    grant, keys, text = link

    read = read_link(text, recipient=NAME, passcode=keys.code, **asked)

    assert [where in file for file in read["manifest"]["files"]] == [True, True]
    record, summary = read["resources"]
    assert record["entry"] == expected_entries(grant)
    document = summary["entry"][1]["resource"]
    pdf = b64decode(document["content"][0]["attachment"]["data"])
    assert pdf.startswith(b"%PDF-")
    assert pdf.rstrip().endswith(b"%%EOF")
    pages = ["link_opened", "link_record", "link_summary"]
    assert log_of(patient) == [(NAME, page) for page in pages]


def test_it_shows_the_neutral_name_and_knows_the_end(link):
    grant, keys, text = link

    read = read_link(text, recipient=NAME, passcode=keys.code)

    assert (read["label"], read["flag"]) == ("記録ノート", "P")
    assert read["exp"] == int(grant.expires_at.timestamp())


def test_it_is_refused_with_a_wrong_code(link, patient):
    _, keys, text = link
    wrong = f"{(int(keys.code) + 1) % 10**6:06d}"

    assert read_link(text, recipient=NAME, passcode=wrong)["refused"] == "SHLInvalidPasscodeError"
    assert log_of(patient) == []


def test_it_finds_nothing_once_the_patient_ended_it(link):
    _, keys, text = link
    ShareGrant.objects.unscoped(reason="test").update(revoked_at=timezone.now())

    read = read_link(text, recipient=NAME, passcode=keys.code)

    assert read["refused"] == "SHLManifestNotFoundError"
