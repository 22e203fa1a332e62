from django.http import HttpRequest

from .notices import notices_of
from .tabs import tab_of


def home(request: HttpRequest) -> dict[str, object]:
    """The tab of the page, and what the patient is told until they see to it. Costs no query: the
    patient's row is loaded already."""
    patient = getattr(getattr(request, "user", None), "patient", None)
    return {
        "current_tab": tab_of(request.path),
        "standing_notices": notices_of(patient) if patient is not None else [],
    }
