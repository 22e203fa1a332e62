"""Browsers that take reminders, and the tap 「あとで」."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from ldn_app.access.audience import for_everyone, for_patient
from ldn_app.ui.devices import device_name

from ..errors import NotASubscription
from ..links import LinkIsOver, read_night_token
from ..services.devices import add_device
from ..services.snoozing import snooze


@require_http_methods(["GET", "HEAD", "POST"])
@for_patient
def device(request: HttpRequest) -> HttpResponse:
    """「この端末で受け取る」: the button with its guide; the page's script posts what the browser
    answered."""
    if request.method != "POST":
        context = {"vapid_public_key": settings.VAPID_PUBLIC_KEY}
        return render(request, "diary/reminders/device.html", context)
    try:
        add_device(
            request.viewer,
            endpoint=request.POST.get("endpoint", ""),
            p256dh=request.POST.get("p256dh", ""),
            auth=request.POST.get("auth", ""),
            label=device_name(request.headers.get("User-Agent", "")),
            now=timezone.now(),
        )
    except NotASubscription:
        return HttpResponse(status=422)
    messages.success(
        request, _("この端末でお知らせを受け取ります。「試しに送る」で確かめられます。")
    )
    return HttpResponse(status=204)


@csrf_exempt  # The token in the address is the right; a service worker has no form.
@never_cache
@require_POST
@for_everyone
def later(request: HttpRequest, night_token: str) -> HttpResponse:
    """「あとで」: only the service worker posts here."""
    now = timezone.now()
    try:
        link = read_night_token(night_token, now=now)
    except LinkIsOver:
        return HttpResponse(status=410)
    return JsonResponse({"again": snooze(link, now=now)})
