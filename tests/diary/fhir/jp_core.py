"""The rules of JP Core's profiles (jp_core.yaml), held against the resources that name them."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

BASE = "http://jpfhir.jp/fhir/core/StructureDefinition/"
RULES = yaml.safe_load(Path(__file__).with_name("jp_core.yaml").read_text("utf-8"))["profiles"]


def wrong_claims(resources: list[dict]) -> list[str]:
    """What the named profiles say against ``resources``, which are one bundle's; empty is good."""
    kinds = {f"urn:uuid:{one['id']}": one["resourceType"] for one in resources}
    found = []
    for resource in resources:
        for url in resource.get("meta", {}).get("profile", []):
            name = url.removeprefix(BASE)
            what = f"{name} {resource['id']}"
            if RULES.get(name, {}).get("resource") != resource["resourceType"]:
                found.append(f"{what}: no rules of such a profile are held")
                continue
            found += [f"{what}: {wrong}" for wrong in _wrong(name, resource, kinds)]
    return found


def _wrong(name: str, value: Mapping, kinds: Mapping[str, str]) -> Iterator[str]:
    rules = RULES[name]
    for path in rules.get("required", ()):
        if not _everywhere(value, path):
            yield f"{path} is missing"
    for stem, types in rules.get("types", {}).items():
        allowed = {f"{stem}{kind}" for kind in types}
        given = {key for key in value if key.startswith(stem) and key[len(stem) :][:1].isupper()}
        if given - allowed:
            yield f"{given - allowed} is of another type"
    for path, targets in rules.get("references", {}).items():
        for reference in _at(value, path):
            if kinds.get(reference.get("reference")) not in targets:
                yield f"{path} leads to {reference}"
    yield from _wrong_extensions(rules, value)
    yield from _wrong_values(rules, value)
    for path, profile in rules.get("profiles", {}).items():
        for part in _at(value, path):
            yield from (f"{path}: {wrong}" for wrong in _wrong(profile, part, kinds))


def _wrong_extensions(rules: Mapping, value: Mapping) -> Iterator[str]:
    urls = {one["url"] for one in value.get("extension", [])}
    if (wanted := rules.get("extension")) and wanted not in urls:
        yield f"extension {wanted} is missing"
    yield from (f"extension {url} is not allowed" for url in urls & set(rules.get("absent", ())))


def _wrong_values(rules: Mapping, value: Mapping) -> Iterator[str]:
    if wanted := rules.get("category"):
        codings = [
            [coding for coding in one.get("coding", []) if coding.get("system") == wanted["system"]]
            for one in value.get("category", [])
        ]
        if not any(codings):
            yield "no category of JP Core's code system"
        for coding in (coding for some in codings for coding in some):
            if coding.get("code") not in wanted["codes"]:
                yield f"no such category: {coding}"
    for path, fixed in rules.get("fixed", {}).items():
        yield from (f"{path} is {found}" for found in _at(value, path) if found != fixed)
    for paths in rules.get("not_together", ()):
        if all(_at(value, path) for path in paths):
            yield f"{paths} stand together"


def _at(value: object, path: str) -> list:
    """What stands at ``path``, lists taken apart."""
    found = [value]
    for name in path.split("."):
        inner = [one[name] for one in found if isinstance(one, Mapping) and name in one]
        found = [part for one in inner for part in (one if isinstance(one, list) else [one])]
    return found


def _everywhere(value: Mapping, path: str) -> bool:
    """Whether ``path`` is filled in each of the members that lead to it."""
    *way, name = path.split(".")
    parents = _at(value, ".".join(way)) if way else [value]
    return bool(parents) and all(one.get(name) not in (None, "", [], {}) for one in parents)
