"""Whoever leaves, leaves an empty phone."""

from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse


class LeaveNoTraceMiddleware:
    """The answer that ends a session empties what the browser keeps for this site.

    Signing out, erasing the account: copies of pages, answers that wait, the worker and its
    push subscription go, also where no script ran. The page's script has asked before.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or SESSION_KEY not in request.session:
            return self.get_response(request)
        response = self.get_response(request)
        if SESSION_KEY not in request.session:
            response["Clear-Site-Data"] = '"storage"'
        return response
