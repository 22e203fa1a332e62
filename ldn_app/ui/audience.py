"""The audience that needs to know no person; the others stand in ``ldn_app.access.audience``."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def for_everyone(view: View) -> View:
    """A page without a person: no sign-in, no patient content."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return view(request, *args, **kwargs)

    guarded.audience = "everyone"
    return guarded
