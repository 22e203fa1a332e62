"""Patient: the person, by the name they gave; without one there is none."""

import unicodedata

from ldn_app.accounts.models import Patient

from .clean import clean_text
from .codes import JP_PATIENT, NAME_WRITTEN_AS
from .frame import Frame, Resource

SCRIPTS = {"SYL": ("HIRAGANA", "KATAKANA"), "IDE": ("CJK", "IDEOGRAPHIC"), "ABC": ("LATIN",)}


def patient_resource(frame: Frame, patient: Patient) -> Resource:
    """No date of birth, sex or address: the diary does not ask for them.

    JP Core's names say in which script they are written. A name in a mixed or another script
    cannot say so: then the profile is not named.
    """
    name = clean_text(patient.display_name)
    written_as = representation(name)
    profile = JP_PATIENT if written_as or not name else None
    found = frame.resource("Patient", "patient", "", profile=profile)
    found["identifier"] = [{"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{frame.patient_id}"}]
    if name:
        script = {"extension": [{"url": NAME_WRITTEN_AS, "valueCode": written_as}]}
        found["name"] = [(script if written_as else {}) | {"text": name}]
    return found


def representation(name: str) -> str | None:
    """ISO 21090's word for the script: IDE kanji (with kana), SYL kana, ABC Latin letters."""
    scripts = {_script(sign) for sign in name if unicodedata.category(sign)[0] == "L"}
    if scripts and scripts <= {"IDE", "SYL"}:
        return min(scripts)
    return "ABC" if scripts == {"ABC"} else None


def _script(sign: str) -> str:
    name = unicodedata.name(sign, "")
    for script, words in SCRIPTS.items():
        if any(word in name for word in words):
            return script
    return ""
