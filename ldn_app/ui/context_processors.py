from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest

# Where the session keeps what Tonight found last: every page names its tab, and none asks the plan.
MORNING = "takes_in_the_morning"


def look(request: HttpRequest) -> dict[str, object]:
    """The names and how this person wants pages to look. Costs no query.

    ``request.user`` is loaded together with its patient and clinician; a guest gets the defaults,
    and readings above words where their browser remembers that they want them.
    """
    user = getattr(request, "user", None)
    patient, clinician = getattr(user, "patient", None), getattr(user, "clinician", None)
    person = patient or clinician
    return {
        "NEUTRAL_NAME": settings.NEUTRAL_NAME,
        "PRODUCT_NAME": settings.PRODUCT_NAME,
        "is_patient": patient is not None,
        "is_clinician": clinician is not None,
        "theme": getattr(person, "theme", "auto"),
        "text_size": getattr(person, "text_size", "normal"),
        "takes_in_the_morning": patient is not None and _session(request).get(MORNING, False),
        "furigana": getattr(patient, "furigana", request.COOKIES.get("furigana") == "on"),
    }


def _session(request: HttpRequest) -> Mapping[str, object]:
    """Empty for a request that failed before its session was there."""
    return getattr(request, "session", {})
