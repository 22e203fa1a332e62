"""Answers that a page of any other site may read: viewers of links run in browsers, too.

No right comes from the browser here (no cookie, no session): whoever asks has to bring the secret.
"""

from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from ldn_app.access.audit import TooOften
from ldn_app.access.visitor_access import RoomClosed, WrongCode
from ldn_app.ui.audience import View

from .manifest_request import NotUnderstood

AN_HOUR = 3600  # seconds
HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "Content-Type",
    "Access-Control-Expose-Headers": "Retry-After",
    "Access-Control-Max-Age": str(AN_HOUR),
}


def open_to_apps(*methods: str):
    """Answers the browser's question beforehand, and says every refusal as an app expects it."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            answer = _answer(view, methods, request, *args, **kwargs)
            for name, value in HEADERS.items():
                answer[name] = value
            answer["Access-Control-Allow-Methods"] = ", ".join(methods)
            add_never_cache_headers(answer)
            return answer

        return guarded

    return guard


def _answer(view: View, methods, request: HttpRequest, *args, **kwargs) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(status=204)
    if request.method not in methods:
        return HttpResponse(status=405, headers={"Allow": ", ".join((*methods, "OPTIONS"))})
    try:
        return view(request, *args, **kwargs)
    except NotUnderstood as what:
        return _refusal(str(what), status=400)
    except WrongCode as wrong:
        words = _("番号がちがいます。")
        return _refusal(words, status=401, remainingAttempts=wrong.tries_left)
    except (RoomClosed, Http404):
        return _refusal(_("このリンクは使えません。"), status=404)
    except TooOften:
        answer = _refusal(_("回数が多すぎます。1時間ほど待ってください。"), status=429)
        answer["Retry-After"] = str(AN_HOUR)
        return answer


def _refusal(words: str, *, status: int, **members) -> JsonResponse:
    body = {**members, "message": words}
    return JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
