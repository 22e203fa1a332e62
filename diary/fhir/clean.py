"""The border where every resource is written: texts as FHIR's R4 schema allows them.

Entry cleans too (``ldn_app.ui.typed_text``), but older rows and rows from files come as they are.
"""

import re
from collections.abc import Mapping, Sequence

from ldn_app.ui.typed_text import cleaned

from .codes import UNKNOWN
from .frame import Resource

# R4 wants a string to match [ \r\n\t\S]+: no blank but these. U+3000 and its kin are none of them.
OTHER_BLANKS = re.compile(r"[^\S \r\n\t]")
# Members that a resource here must have. Without a word left they say that it is not known.
NEVER_MISSING = frozenset({"code", "medicationCodeableConcept", "event", "reference"})


def clean_text(text: str) -> str:
    """``text`` without control and invisible characters, its blanks plain, none at its ends.

    Empty when nothing that can be seen is left. Doing it again changes nothing.
    """
    plain = OTHER_BLANKS.sub(" ", cleaned(text, lines=True)).strip()
    # What stood on a wide blank stands on nothing now.
    return plain if plain == text else clean_text(plain)


def entry_of(resource: Resource) -> dict:
    """A bundle's entry. Every resource that leaves passes here."""
    return {"fullUrl": f"urn:uuid:{resource['id']}", "resource": clean_resource(resource)}


def clean_resource(resource: Mapping) -> Resource:
    """``resource`` with each of its texts cleaned; what has nothing left to say is left out."""
    return {name: value for name, value in _members(resource) if value not in ("", {}, [])}


def _members(resource: Mapping):
    for name, value in resource.items():
        found = _clean(value)
        missing = found == {} and name in NEVER_MISSING
        yield name, UNKNOWN if missing else found


def _clean(value: object) -> object:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, Mapping):
        return clean_resource(value)
    if isinstance(value, Sequence):
        return [found for found in map(_clean, value) if found not in ("", {}, [])]
    return value
