"""The pages that say what went wrong, in the site's own look."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.cache import add_never_cache_headers

from .typed import is_writing
from .typed import typed_fields as _kept_fields

RETRY_AFTER_SECONDS = 5
LARGEST_FORM_READ = 200_000  # bytes; a longer one is not read where there is no room


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Uses no session and no database: any of them may be what is broken. What was typed is
    offered once more; the token comes from the request's own cookie."""
    try:
        context = _typed(request) if request.method == "POST" else {}
    except Exception:  # Whatever breaks here must not hide the page.
        context = {}
    response = HttpResponseServerError(get_template("500.html").render(context))
    add_never_cache_headers(response)
    return response


def too_busy(request: HttpRequest) -> HttpResponse:
    """There is no room for this request now, and nothing of it was done. Uses no session and no
    database. What was typed is offered once more."""
    context = {}
    if request.method == "POST" and _is_small_form(request):
        # The middleware that reads the token's cookie has not seen this request.
        CsrfViewMiddleware(lambda _request: None).process_request(request)
        context = _typed(request)
    response = HttpResponse(get_template("503.html").render(context), status=503)
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    add_never_cache_headers(response)
    return response


def _is_small_form(request: HttpRequest) -> bool:
    length = request.META.get("CONTENT_LENGTH") or "0"
    is_small = length.isdecimal() and len(length) < 8 and int(length) <= LARGEST_FORM_READ
    return is_small and request.content_type == "application/x-www-form-urlencoded"


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the page had become old, and offer to send what was typed once more.

    What was typed is shown only when the form came from our own pages; a stranger's form must
    not become a button of ours.
    """
    response = render(request, "403_csrf.html", _typed(request), status=403)
    add_never_cache_headers(response)
    return response


def _typed(request: HttpRequest) -> dict[str, object]:
    """What was typed, for a button of ours that sends it once more to the same address."""
    kept = _kept_fields(request) if _came_from_here(request) else []
    return {
        "kept": kept,
        "texts": [value for _name, value in kept if value and is_writing(value)],
        "action": request.get_full_path(),
        "token": get_token(request) if kept else "",
    }


def _came_from_here(request: HttpRequest) -> bool:
    sender = request.headers.get("Origin") or request.headers.get("Referer") or ""
    address = urlsplit(sender)
    here = (request.scheme, request.get_host())
    fetched_from = request.headers.get("Sec-Fetch-Site", "same-origin")
    return (address.scheme, address.netloc) == here and fetched_from == "same-origin"
