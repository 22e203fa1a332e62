"""The one-button page that a message leads to. Whoever holds the link may answer its night and
learns of the record what is recorded for that night."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ldn_app.access.audience import for_everyone

from ..errors import ReminderRuleBroken
from ..links import LinkIsOver, NightLink, read_night_token, read_unsubscribe_token
from ..services.answering import answer_from_link, night_of, take_back_from_link
from ..services.unsubscribing import unsubscribe as switch_channel_off


@csrf_exempt  # The token in the address is the right; a service worker has no form.
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_everyone
def night(request: HttpRequest, night_token: str) -> HttpResponse:
    """GET shows the button, or what is recorded already; POST records, or takes back.

    Mail scanners only ever GET. A notification's button has no page: the service worker is told
    in JSON, ``why`` in words.
    """
    now = timezone.now()
    try:
        link = read_night_token(night_token, now=now)
    except LinkIsOver:
        return render(request, "diary/reminders/link_over.html", {"of_night": True}, status=410)
    context, status = {}, 200
    if request.method == "POST":
        try:
            context = _answered(request, link, now)
        except ReminderRuleBroken as rule:
            # Not a 200: the button in a notification would say that it was recorded.
            context, status = {"problem": str(rule)}, 409
        if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
            recorded, why = context.get("recorded", False), context.get("problem", "")
            return JsonResponse({"recorded": recorded, "why": why})
    context["card"] = night_of(link)
    return render(request, "diary/reminders/night.html", context, status=status)


def _answered(request: HttpRequest, link: NightLink, now: datetime) -> dict:
    if request.POST.get("action") == "undo":
        take_back_from_link(link, now=now)
        return {"taken_back": True}
    return {"recorded": True, "is_new": answer_from_link(link, now=now).is_new}


@csrf_exempt  # RFC 8058: the mail program posts on its own.
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_everyone
def unsubscribe(request: HttpRequest, channel_token: str) -> HttpResponse:
    """Switches a channel off on POST; a GET asks."""
    try:
        channel_id = read_unsubscribe_token(channel_token)
    except LinkIsOver:
        return render(request, "diary/reminders/link_over.html", status=410)
    if request.method == "POST":
        switch_channel_off(channel_id, now=timezone.now())
    return render(request, "diary/reminders/unsubscribe.html", {"done": request.method == "POST"})
