from django.http import HttpRequest

from .arrival import owner_mark


def phone(request: HttpRequest) -> dict[str, str]:
    """Whose record this page belongs to, as a mark for the phone; "" for guests and clinicians."""
    patient = getattr(getattr(request, "user", None), "patient", None)
    return {"record_owner": owner_mark(patient.pk) if patient is not None else ""}
