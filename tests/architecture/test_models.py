"""Every model is accounted for: whose it is, what its fields are, where its keys point."""

import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps

from ldn_app.access.models import ShareCategory
from ldn_app.access.privacy import PERSON_FIELDS, patient_owned_models, privacy_classes
from ldn_app.access.privacy_classes import PrivacyClass
from ldn_app.access.records import PatientOwned, PatientRecordManager

ROOT = Path(__file__).resolve().parents[2]
HOUSES = ("diary.", "ldn_app.", "education")


def heights() -> dict[str, int]:
    """Package → how high it is in the layers of pyproject.toml, the only list of them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    [houses] = [one for one in contracts["contracts"] if one["id"] == "houses"]
    layers = [re.findall(r"[\w.]+", layer) for layer in houses["layers"]]
    return {package: -depth for depth, layer in enumerate(layers) for package in layer}


HEIGHT = heights()


# model → why it is not patient-owned
NOT_PATIENT_OWNED = {
    "accounts.User": "an account; reached through the session only",
    "accounts.Patient": "the person a record belongs to; reached through the account",
    "accounts.Clinician": "the person a grant is made out to",
    "accounts.Clinic": "an institution",
    "accounts.ClinicInvitation": "a colleague's address; deleted a day after it ended",
    "accounts.ClinicMember": "who works at an institution",
    "accounts.FactorRecovery": "that somebody asked to go without a factor; goes with the account",
    "accounts.HealthDataConsent": "belongs to the account and outlives no record",
    "accounts.SignInSession": "a browser's session; ended with the account",
    "accounts.Tombstone": "tells of nobody",
    "papers.PaperBatch": "one reader's order in one session; what it holds hangs on the jobs",
    "papers.PaperPiece": "an encrypted part of a paper for an hour; hangs on its job",
    "reminders.CircuitBreaker": "tells of a provider's host",
    "reminders.Heartbeat": "tells of a part of the engine",
    "exchange.WaitingContent": "encrypted; reached through its waiting file and goes with it",
}


def package_of(model) -> str:
    return apps.get_app_config(model._meta.app_label).name


OUR_MODELS = [model for model in apps.get_models() if package_of(model).startswith(HOUSES)]


def name(model):
    return model._meta.label


@pytest.mark.parametrize("model", OUR_MODELS, ids=name)
def test_a_model_is_patient_owned_or_listed_with_a_reason(model):
    assert issubclass(model, PatientOwned) != (model._meta.label in NOT_PATIENT_OWNED)


def test_every_package_with_a_model_is_a_layer():
    assert {package_of(model) for model in OUR_MODELS} <= HEIGHT.keys()


@pytest.mark.parametrize("model", [*patient_owned_models()], ids=name)
def test_a_patient_owned_model_keeps_the_guarding_manager(model):
    assert isinstance(model._default_manager, PatientRecordManager)
    assert not isinstance(model._base_manager, PatientRecordManager)


@pytest.mark.parametrize("model", [*patient_owned_models()], ids=name)
def test_a_patient_owned_model_says_how_it_is_shared(model):
    assert model.share_category is None or model.share_category in ShareCategory.values
    if model.share_day_field is not None:
        assert model._meta.get_field(model.share_day_field) is not None


@pytest.mark.parametrize(
    "model",
    [*patient_owned_models(), *(apps.get_model(label) for label in PERSON_FIELDS)],
    ids=name,
)
def test_every_field_of_a_record_has_a_privacy_class(model):
    fields = {field.name for field in model._meta.local_concrete_fields}

    classes = privacy_classes(model)

    assert set(classes) == fields
    assert all(isinstance(value, PrivacyClass) for value in classes.values())


@pytest.mark.parametrize("model", OUR_MODELS, ids=name)
def test_foreign_keys_point_down_or_stay_in_their_package(model):
    here = package_of(model)
    for field in model._meta.concrete_fields:
        if field.is_relation and (there := package_of(field.related_model)).startswith(HOUSES):
            assert here == there or HEIGHT[there] < HEIGHT[here], field
