from django.http import HttpRequest
from django.utils import timezone

from .kept_forms import kept_forms, something_is_kept


def unsent(request: HttpRequest) -> dict[str, object]:
    """``unsent_forms``: whether something that this person typed still waits for them.
    ``something_waits``: for sign-in pages, which ask it before anybody is there."""
    user = getattr(request, "user", None)
    waits = user is not None and user.is_authenticated and something_is_kept(request)
    return {
        "unsent_forms": bool(waits and kept_forms(request, now=timezone.now())),
        "something_waits": lambda: something_is_kept(request),
        # Set by the script that keeps answers on the phone: that there are some, nothing of them.
        "answers_wait": "answers_wait" in request.COOKIES,
    }
