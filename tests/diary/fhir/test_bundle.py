"""The bundle as a whole: valid, whole, only what the viewer may read, the same ids again."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from diary.demo.seeding import seed_demo
from diary.fhir.bundle import build_bundle, bundle_pieces
from diary.symptoms.models import SideEffect
from ldn_app.access.models import ShareCategory
from ldn_app.access.viewer import NOBODY, on_behalf_of, viewer_for, viewer_through
from ldn_app.accounts.models import Patient
from tests.diary.fhir.checkers import wrong_by_schema, wrong_in
from tests.diary.fhir.jp_core import wrong_claims
from tests.factories.accounts import a_patient
from tests.factories.check_ins import make_effect
from tests.factories.people import make_clinician, make_grant, make_room
from tests.factories.plans import make_plan
from tests.factories.whole_record import a_whole_record

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)
TOKYO = ZoneInfo("Asia/Tokyo")
TYPES_BY_CATEGORY = {
    "plan": {"MedicationStatement"},
    "doses": {"MedicationAdministration"},
    "symptoms": {"Observation"},
    "sleep": {"Observation"},
    "side_effects": {"AdverseEvent"},
    "notes": {"Observation"},
    "labs": {"Observation"},
    "questionnaires": {"Observation"},
    "other_medicines": {"MedicationStatement", "Observation"},
    "visits": set(),
    "supply": set(),
}


@pytest.fixture
def hanako():
    patient = a_patient(display_name="架空 花子")
    a_whole_record(patient, mark="hanako-")
    return patient


def test_a_whole_record_is_fhir_in_the_eyes_of_three_independent_readers(hanako):
    assert wrong_in(_text(viewer_for(hanako.user))) == []


def test_the_invented_people_are_fhir_too():
    seed_demo(today=date(2026, 11, 22), password="-", now=NOW)

    for patient in Patient.objects.order_by("pk")[:3]:
        text = _text(on_behalf_of(patient.pk))
        types = {entry["resource"]["resourceType"] for entry in json.loads(text)["entry"]}
        assert wrong_in(text) == []
        assert {"Patient", "MedicationStatement", "MedicationAdministration"} <= types
    for patient in Patient.objects.order_by("pk"):
        resources = [one["resource"] for one in build_bundle(on_behalf_of(patient.pk), now=NOW)]
        assert wrong_claims(resources) == []
        assert {"Patient", "Observation", "MedicationStatement"} <= _claiming(resources)


def _claiming(resources: list[dict]) -> set[str]:
    return {one["resourceType"] for one in resources if one.get("meta", {}).get("profile")}


def test_every_profile_that_a_whole_record_names_is_kept(hanako):
    resources = [one["resource"] for one in build_bundle(viewer_for(hanako.user), now=NOW)]

    assert wrong_claims(resources) == []
    assert _claiming(resources) == {"Patient", "Observation", "MedicationStatement"}


def test_a_plan_from_before_the_shared_days_keeps_its_profile_too():
    patient = a_patient()
    make_plan(patient, steps=[(date(2026, 11, 20), "3")])
    viewer = _reader(patient, ShareCategory.values, first_day=date(2026, 11, 15))

    resources = [one["resource"] for one in build_bundle(viewer, now=NOW)]

    masked = [one for one in resources if "_start" in one.get("effectivePeriod", {})]
    assert len(masked) == 1
    assert masked[0]["dosage"][0]["timing"]["repeat"]["timeOfDay"] == ["22:00:00"]
    assert wrong_claims(resources) == []
    assert all(wrong_by_schema(one) == [] for one in resources)


@pytest.mark.parametrize(
    ("kind", "broken"),
    [
        ("Patient", {"identifier": []}),
        ("Patient", {"name": [{"text": "架空 花子"}]}),
        ("Patient", {"meta": {"profile": ["http://jpfhir.jp/fhir/core/StructureDefinition/JP_X"]}}),
        ("Observation", {"category": []}),
        ("Observation", {"category": [{"coding": [{"system": "x", "code": "survey"}]}]}),
        ("Observation", {"performer": [{"reference": "urn:uuid:nobody"}]}),
        ("MedicationStatement", {"medicationCodeableConcept": {"text": "LDN"}}),
        ("MedicationStatement", {"effectiveDateTime": "2026-11-01"}),
        ("MedicationStatement", {"dosage": [{"patientInstruction": "夜に"}]}),
        ("MedicationStatement", {"dosage": [{"text": "夜", "asNeededCodeableConcept": {}}]}),
    ],
)
def test_the_rules_find_a_profile_that_is_not_kept(hanako, kind, broken):
    resources = [one["resource"] for one in build_bundle(viewer_for(hanako.user), now=NOW)]
    of_kind = [one for one in resources if one["resourceType"] == kind and "meta" in one]
    of_kind[0].update(broken)

    assert wrong_claims(resources) != []


def test_an_empty_diary_is_a_bundle_of_its_patient():
    patient = a_patient()

    text = _text(viewer_for(patient.user))

    assert wrong_in(text) == []
    [entry] = json.loads(text)["entry"]
    assert entry["resource"]["resourceType"] == "Patient"
    assert "name" not in entry["resource"]


def test_a_viewer_of_nobody_gets_nothing():
    assert list(build_bundle(NOBODY, now=NOW)) == []
    assert json.loads(_text(NOBODY))["entry"] == []


def test_every_reference_leads_to_the_patient_in_the_bundle(hanako):
    bundle = json.loads(_text(viewer_for(hanako.user)))

    urls = [entry["fullUrl"] for entry in bundle["entry"]]
    references = set(re.findall(r'"reference": "([^"#]+)"', json.dumps(bundle)))
    assert references == {urls[0]}
    assert len(urls) == len(set(urls))
    for entry in bundle["entry"]:
        assert entry["fullUrl"] == f"urn:uuid:{UUID(entry['resource']['id'])}"


@pytest.mark.parametrize("category", ShareCategory.values)
def test_a_category_alone_brings_its_own_resources_and_no_others(hanako, category):
    viewer = _reader(hanako, [category])

    entries = list(build_bundle(viewer, now=NOW))

    types = {entry["resource"]["resourceType"] for entry in entries}
    assert types == {"Patient"} | TYPES_BY_CATEGORY[category]


def test_a_grant_shows_its_days_only_and_never_the_grants(hanako):
    effect = SideEffect.objects.visible_to(viewer_for(hanako.user)).get()
    day_after = effect.day + timedelta(days=1)

    inside = _reader(hanako, ["side_effects"], first_day=effect.day, last_day=effect.day)
    outside = _reader(hanako, ["side_effects"], first_day=day_after)

    assert len(list(build_bundle(inside, now=NOW))) == 2
    assert len(list(build_bundle(outside, now=NOW))) == 1
    everything = _reader(hanako, ShareCategory.values)
    assert '"Consent"' not in _text(everything)
    assert '"Consent"' in _text(viewer_for(hanako.user))


def test_none_beside_a_side_effect_does_not_leave():
    patient, day = a_patient(), date(2026, 11, 20)
    make_effect(patient, day, SideEffect.NONE_TODAY)
    make_effect(patient, day, "nausea", "mild")
    make_effect(patient, day + timedelta(days=1), SideEffect.NONE_TODAY)

    entries = build_bundle(viewer_for(patient.user), now=NOW)

    types = [entry["resource"]["resourceType"] for entry in entries]
    assert types == ["Patient", "AdverseEvent", "Observation"]


def test_doses_without_the_plan_do_not_tell_its_form(hanako):
    assert "液剤" in _text(_reader(hanako, ["plan"]))
    assert "液剤" not in _text(_reader(hanako, ["doses"]))


def test_the_same_row_keeps_its_id_and_two_patients_share_none(hanako):
    taro = a_patient("taro@example.jp")
    a_whole_record(taro, mark="taro-")

    first, again = _ids(hanako, NOW), _ids(hanako, NOW + timedelta(days=1))

    assert first == again
    assert not first & _ids(taro, NOW)


def test_the_ids_are_not_to_be_guessed_without_the_secret_of_the_site(hanako, settings):
    first = _ids(hanako, NOW)
    settings.SECRET_KEY = "another secret of another site " * 2

    assert not first & _ids(hanako, NOW)


def test_times_carry_an_offset(hanako):
    text = _text(viewer_for(hanako.user))

    times = re.findall(r'"\d{4}-\d\d-\d\dT[^"]+"', text)
    assert times
    assert all(re.search(r'(\+|-)\d\d:\d\d"$', time) for time in times)


def _text(viewer) -> str:
    return "".join(bundle_pieces(viewer, now=NOW))


def _ids(patient, now) -> set[str]:
    entries = build_bundle(viewer_for(patient.user), now=now)
    return {entry["resource"]["id"] for entry in entries}


def _reader(patient, categories, **days):
    doctor = make_clinician()
    grant = make_grant(patient, doctor, categories=list(categories), **days)
    return viewer_through(grant, user_id=doctor.user_id, now=NOW)


def test_a_share_grant_is_a_consent_with_its_reader_and_without_its_keys(hanako):
    room, keys = make_room(hanako, categories=["doses"], rolling_days=14)
    clinic = make_grant(hanako, make_clinician(), accepted_at=None)
    over = make_grant(hanako, make_clinician(), revoked_at=NOW)

    text = _text(viewer_for(hanako.user))
    consents = [
        entry["resource"]
        for entry in json.loads(text)["entry"]
        if entry["resource"]["resourceType"] == "Consent"
    ]

    first, second, third = consents[-3:]
    assert [one["status"] for one in (first, second, third)] == ["active", "proposed", "inactive"]
    assert first["provision"]["dataPeriod"] == {"start": "2026-11-09"}
    assert first["provision"]["code"] == [{"text": "服用の記録"}]
    assert second["provision"]["actor"][0]["reference"]["display"] == clinic.clinic.name
    assert third["provision"]["period"]["end"] == over.revoked_at.astimezone(TOKYO).isoformat()
    for secret in (room.secret_digest, room.sealed_keys, room.code_digest, keys.secret, keys.code):
        assert secret not in text


@pytest.mark.parametrize(
    "broken", [{"status": 5}, {"no_such_member": "x"}, {"effectiveDateTime": "22.11.2026"}]
)
def test_the_published_schema_finds_what_is_wrong(hanako, broken):
    resources = [entry["resource"] for entry in json.loads(_text(viewer_for(hanako.user)))["entry"]]
    one = next(found for found in resources if found["resourceType"] == "Observation")

    assert wrong_by_schema(one) == []
    assert wrong_by_schema(one | broken) != []
