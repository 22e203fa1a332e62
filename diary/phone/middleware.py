"""Whoever leaves, leaves an empty phone."""

from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse

EVERYTHING = '"cache", "cookies", "storage"'
# A session that ran out was not ended by anybody: what waits in the browser to be sent stays, and
# so does the cookie under which a form is kept until its writer is back.
COPIES_ONLY = '"cache"'


class LeaveNoTraceMiddleware:
    """The answer that ends a session empties what the browser keeps for this site.

    Signing out, leaving a shared computer, erasing the account: copies of pages, cookies, answers
    that wait, the worker and its push subscription go, also where no script ran. The page's script
    has asked before. A clinician's session that ran out takes the copies of pages along.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or SESSION_KEY not in request.session:
            return _without_copies(request, self.get_response(request))
        response = self.get_response(request)
        if SESSION_KEY not in request.session and not hasattr(request, "session_end"):
            response["Clear-Site-Data"] = EVERYTHING
        return _without_copies(request, response)


def _without_copies(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if hasattr(request, "session_end"):
        response["Clear-Site-Data"] = COPIES_ONLY
    return response
