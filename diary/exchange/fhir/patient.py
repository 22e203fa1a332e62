"""Patient: the person, by the name they gave; without one there is none."""

from ldn_app.accounts.models import Patient

from .codes import JP_PATIENT
from .frame import Frame, Resource


def patient_resource(frame: Frame, patient: Patient) -> Resource:
    """No date of birth, sex or address: the diary does not ask for them."""
    found = frame.resource("Patient", "patient", "", profile=JP_PATIENT)
    found["identifier"] = [{"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{frame.patient_id}"}]
    if patient.display_name.strip():
        found["name"] = [{"text": patient.display_name}]
    return found
