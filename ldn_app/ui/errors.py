"""The pages that say what went wrong, in the site's own look."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.http.request import UnreadablePostError
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.cache import add_never_cache_headers

# Never shown again: secrets, and what belongs to the form itself.
_NOT_KEPT = ("password", "csrfmiddlewaretoken", "credential", "code")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Uses no request, no session and no database: any of them may be what is broken."""
    return HttpResponseServerError(get_template("500.html").render())


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the page had become old, and offer to send what was typed once more.

    What was typed is shown only when the form came from our own pages; a stranger's form must
    not become a button of ours.
    """
    kept = _kept_fields(request) if _came_from_here(request) else []
    texts = [value for _name, value in kept if _is_writing(value)]
    context = {"kept": kept, "texts": texts, "action": request.get_full_path()}
    response = render(request, "403_csrf.html", context, status=403)
    add_never_cache_headers(response)
    return response


def _came_from_here(request: HttpRequest) -> bool:
    sender = request.headers.get("Origin") or request.headers.get("Referer") or ""
    address = urlsplit(sender)
    here = (request.scheme, request.get_host())
    fetched_from = request.headers.get("Sec-Fetch-Site", "same-origin")
    return (address.scheme, address.netloc) == here and fetched_from == "same-origin"


def _kept_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """Names and values as they were posted, without secrets; files cannot be kept."""
    try:
        posted = request.POST
    except UnreadablePostError:
        return []
    return [
        (name, value)
        for name, values in posted.lists()
        for value in values
        if not any(secret in name.lower() for secret in _NOT_KEPT)
    ]


def _is_writing(value: str) -> bool:
    """Whether a person wrote ``value``, rather than a button or a choice having it as its name."""
    return not value.isascii() or len(value.split()) > 1
