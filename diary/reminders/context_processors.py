from functools import partial

from django.http import HttpRequest

from .queries.page import has_stopped


def reminders(request: HttpRequest) -> dict[str, object]:
    """``reminders_stopped``: asked of the database only by the page that says so (Tonight)."""
    viewer = getattr(request, "viewer", None)
    return {"reminders_stopped": partial(has_stopped, viewer)}
