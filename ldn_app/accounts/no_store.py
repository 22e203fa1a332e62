"""Pages of a signed-in person, and those of allauth and the staff's site, are kept by no cache."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

# Packages whose pages carry codes, forms for passwords and names; our own views have audiences.
THEIRS = ("allauth.", "django.contrib.")


class NoStoreMiddleware:
    """The back button of the next person must not show them, and no disk must hold them.

    An answer that says itself how it may be cached is left as it is, unless it is allauth's.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if _is_theirs(request) or (_may_name_somebody(request) and not _says_itself(response)):
            add_never_cache_headers(response)
        return response


def _is_theirs(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.func.__module__.startswith(THEIRS)


def _may_name_somebody(request: HttpRequest) -> bool:
    """Whether the answer was made with a session at hand."""
    brought = settings.SESSION_COOKIE_NAME in request.COOKIES
    return brought and request.session.accessed


def _says_itself(response: HttpResponse) -> bool:
    return "Cache-Control" in response
