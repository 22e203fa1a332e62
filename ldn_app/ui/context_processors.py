from django.conf import settings
from django.http import HttpRequest


def look(request: HttpRequest) -> dict[str, object]:
    """The names and how this person wants pages to look. Costs no query.

    ``request.user`` is loaded together with its patient; a guest or a clinician gets the defaults,
    and readings above words where their browser remembers that they want them.
    """
    patient = getattr(getattr(request, "user", None), "patient", None)
    return {
        "NEUTRAL_NAME": settings.NEUTRAL_NAME,
        "PRODUCT_NAME": settings.PRODUCT_NAME,
        "is_patient": patient is not None,
        "theme": getattr(patient, "theme", "auto"),
        "text_size": getattr(patient, "text_size", "normal"),
        "furigana": getattr(patient, "furigana", request.COOKIES.get("furigana") == "on"),
    }
