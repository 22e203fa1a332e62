"""Whoever leaves, leaves an empty phone; whoever comes back finds what they had typed."""

from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from ldn_app.access.kept_forms import KeptForm, kept_form

from .filling import filled
from .unsent import OPENED_WITH, own_fields

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


class FillAgainMiddleware:
    """Shows the page of a form again with what was typed when the session was over.

    Asked for by ``?kept=…`` from the list of what waits; for its writer only.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        key = request.GET.get(OPENED_WITH, "") if request.method == "GET" else ""
        shown = response.status_code == 200 and not response.streaming
        if not (key and shown and response.get("Content-Type", "").startswith("text/html")):
            return response
        if not request.user.is_authenticated:
            return response
        form = kept_form(request, key, now=timezone.now())
        return response if form is None else self._filled(request, response, form)

    def _filled(self, request: HttpRequest, response: HttpResponse, form: KeptForm) -> HttpResponse:
        before = response.content.decode()
        after = filled(
            before,
            address=form.address,
            fields=form.fields,
            here=request.path,
            more=own_fields(form),
        )
        if after == before:  # the form is not there any more: what was typed still is
            return redirect("phone:unsent")
        response.content = after
        return response
