import csv
import io
import json
import re
import tracemalloc
import zipfile
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from diary.export.access_pages import page_of
from diary.export.tables import SIGN_IN_FIELDS
from diary.export.values import cell, plain
from diary.symptoms.models import Sleep
from ldn_app.access.models import AccessEvent, ChangeEvent
from ldn_app.access.privacy import PERSON_FIELDS, patient_owned_models, privacy_classes
from ldn_app.accounts.models import Patient
from tests.factories.accounts import a_clinician, a_patient
from tests.factories.whole_record import a_whole_record

pytestmark = [pytest.mark.django_db, pytest.mark.long]

JSON = "/settings/download/record.json"
ZIP = "/settings/download/record.zip"
FHIR = "/settings/download/record.fhir.json"


@pytest.fixture
def hanako():
    patient = a_patient(display_name="はなこ・=1+1")
    rows = a_whole_record(patient, mark="hanako-")
    return {Patient: patient, **rows}


@pytest.fixture
def taro():
    patient = a_patient("taro@example.jp", display_name="taro-himself")
    return a_whole_record(patient, mark="taro-")


# Two columns of the log are one in the format (diary.export.access_pages).
EXPORTED_AS = {(AccessEvent, "kind"): "page", (AccessEvent, "day"): "page"}


def open_fields(model):
    """Every field but secrets, which open something and stay here."""
    classes = privacy_classes(model)
    return [field for field in model._meta.concrete_fields if classes[field.name] != "secret"]


def test_secrets_stay_here(client, hanako):
    client.force_login(hanako[Patient].user)

    record = _bytes(client.get(JSON)).decode() + str(_unzipped(_bytes(client.get(ZIP))))

    for name in ("secret_digest", "sealed_keys", "code_digest", "key_digest"):
        assert name not in record


def test_every_field_of_every_model_is_in_the_json_with_its_value(client, hanako):
    client.force_login(hanako[Patient].user)

    record = json.loads(_bytes(client.get(JSON)))

    for model, row in hanako.items():
        [exported] = record["records"][model._meta.label]
        for name, stored in as_exported(model, row).items():
            assert exported.pop(name) == plain(stored), name
        assert not exported


def test_every_field_of_every_model_is_in_the_csv_with_its_value(client, hanako):
    client.force_login(hanako[Patient].user)

    files = _unzipped(_bytes(client.get(ZIP)))

    for model, row in hanako.items():
        name = "csv/" + model._meta.label.replace(".", "-").lower() + ".csv"
        assert files[name].startswith(b"\xef\xbb\xbf")
        [exported] = csv.DictReader(io.StringIO(files[name].decode("utf-8-sig")))
        assert exported == {name: cell(value) for name, value in as_exported(model, row).items()}


def test_the_models_are_all_there_are(client, hanako):
    client.force_login(hanako[Patient].user)
    record = json.loads(_bytes(client.get(JSON)))

    expected = {model._meta.label for model in patient_owned_models()}
    expected |= set(PERSON_FIELDS) | {model._meta.label for model in SIGN_IN_FIELDS}
    assert set(record["records"]) == expected
    assert set(record["privacy"]) == expected


def test_each_column_is_labelled_with_its_privacy_class(client, hanako):
    client.force_login(hanako[Patient].user)

    record = json.loads(_bytes(client.get(JSON)))
    manifest = json.loads(_unzipped(_bytes(client.get(ZIP)))["manifest.json"])

    for model in patient_owned_models():
        labelled = record["privacy"][model._meta.label]
        declared = privacy_classes(model)
        assert set(labelled.values()) <= {"identifying", "clinical", "technical"}
        for field in open_fields(model):
            name = EXPORTED_AS.get((model, field.attname), field.attname)
            assert labelled[name] == declared[field.name]
    assert {entry["model"]: entry["columns"] for entry in manifest["files"].values()} == record[
        "privacy"
    ]


def test_the_address_and_the_consent_are_in_it(client, hanako):
    client.force_login(hanako[Patient].user)

    records = json.loads(_bytes(client.get(JSON)))["records"]

    assert records["accounts.User"][0]["email"] == "hanako@example.jp"
    assert records["account.EmailAddress"][0]["verified"] is True
    assert records["accounts.HealthDataConsent"][0]["version"] == "2026-11-22"


def test_no_secret_of_the_sign_in_leaves(client, hanako):
    user = hanako[Patient].user
    user.set_password("a long enough sentence 42")
    user.save()
    client.force_login(user)

    text = _bytes(client.get(JSON)).decode()

    assert user.password not in text
    assert client.session.session_key not in text


def test_another_patients_rows_are_never_in_it(client, hanako, taro):
    client.force_login(hanako[Patient].user)

    for content in [_bytes(client.get(JSON)), *_unzipped(_bytes(client.get(ZIP))).values()]:
        assert b"taro" not in content
    record = json.loads(_bytes(client.get(JSON)))
    assert {len(rows) for label, rows in record["records"].items()} <= {0, 1}


def test_the_file_name_says_the_date_and_nothing_else(client, hanako):
    client.force_login(hanako[Patient].user)

    for address, ending in ((JSON, "json"), (ZIP, "zip"), (FHIR, "fhir.json")):
        disposition = client.get(address)["Content-Disposition"]
        assert re.fullmatch(
            rf'attachment; filename="kiroku-\d{{4}}-\d\d-\d\d_[0-9a-f]{{6}}\.{ending}"', disposition
        )


def test_a_text_that_looks_like_a_formula_is_defused_and_the_readme_says_so(client, hanako):
    Patient.objects.filter(pk=hanako[Patient].pk).update(display_name="=1+1")
    client.force_login(hanako[Patient].user)

    files = _unzipped(_bytes(client.get(ZIP)))

    assert "'=1+1" in files["csv/accounts-patient.csv"].decode()
    assert "数式" in files["README.txt"].decode("utf-8-sig")


def test_ten_years_take_as_many_queries_as_one_day_and_little_memory(client, hanako):
    client.force_login(hanako[Patient].user)
    _bytes(client.get(ZIP))  # The first loads the fonts.
    few = [_cost(client, address) for address in (JSON, FHIR, ZIP)]
    _many_more(hanako[ChangeEvent], "row_id", range(2_000))
    days = [date(2010, 1, 1) + timedelta(days=number) for number in range(3_650)]
    _many_more(hanako[Sleep], "day", days)

    many = [_cost(client, address) for address in (JSON, FHIR, ZIP)]

    for short, long in zip(few, many, strict=True):
        assert long.queries <= short.queries
        assert long.size > short.size + 30_000
        assert long.peak < short.peak + 1_500_000


def test_the_download_is_kept_nowhere(client, hanako):
    client.force_login(hanako[Patient].user)

    for address in (JSON, ZIP, FHIR, "/settings/download/"):
        assert "no-store" in client.get(address)["Cache-Control"]


@pytest.mark.parametrize("address", [JSON, ZIP, FHIR, "/settings/download/"])
def test_only_the_patient_themselves_get_there(client, address):
    assert client.get(address).status_code == 302
    client.force_login(a_clinician().user)
    assert client.get(address).status_code == 404


def as_exported(model, row) -> dict:
    """The columns of a row, as the format calls them, with what is stored."""
    stored = {field.attname: getattr(row, field.attname) for field in open_fields(model)}
    if model is AccessEvent:
        stored["page"] = page_of(stored.pop("kind"), stored.pop("day"))
    return stored


def model_values(row) -> dict:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def _bytes(response) -> bytes:
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def _unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@dataclass
class Cost:
    queries: int
    size: int
    peak: int


def _cost(client, address: str) -> Cost:
    with CaptureQueriesContext(connection) as captured:
        tracemalloc.start()
        size = sum(len(piece) for piece in client.get(address).streaming_content)
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    return Cost(len(captured), size, peak)


def _many_more(row, field: str, values) -> None:
    base = {**model_values(row), "id": None}
    copies = [type(row)(**{**base, field: value}) for value in values]
    type(row)._base_manager.bulk_create(copies, batch_size=1000)
