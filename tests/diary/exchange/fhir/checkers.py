"""Two independent readers of FHIR: each takes a resource apart and finds what is wrong.

fhirclient's models are generated from FHIR 4.0.1, the version we write. fhir.resources checks
more (patterns, required codes), but only from R4B on: the nearest there is.
"""

import json
from collections import Counter
from importlib import import_module

from fhir.resources.R4B import get_fhir_model_class
from fhirclient.models.fhirabstractbase import FHIRValidationError

SAME_SHAPE = 3


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
        for check in (_r4, _r4b):
            try:
                check(resource)
            except (FHIRValidationError, ValueError) as wrong:
                found.append(f"{check.__name__} {resource['resourceType']}: {wrong}")
    bundle["entry"] = bundle["entry"][:50]
    _r4(bundle)
    _r4b(bundle)
    return found


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
