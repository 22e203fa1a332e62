from django.http import HttpRequest

from .standing_notices import notices_of


def standing(request: HttpRequest) -> dict[str, object]:
    """What the person is told until they see to it. Costs no query: their row is loaded already."""
    patient = getattr(getattr(request, "user", None), "patient", None)
    return {"standing_notices": notices_of(patient) if patient is not None else []}
