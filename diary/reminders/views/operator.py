"""For whoever runs the server: is the engine alive? No patient, no content."""

import hmac

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ldn_app.access.audience import for_everyone
from ldn_app.accounts.proofs import proved_twice, with_next

from ..facts.metrics import exposition
from ..facts.operator import engine_state


@never_cache
@require_safe
@for_everyone
def operations(request: HttpRequest) -> HttpResponse:
    """The engine at a glance; staff with a second proof only, others find nothing here."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    if not (request.user.is_staff and request.user.is_active):
        raise Http404
    if not proved_twice(request):
        return redirect(with_next(reverse("accounts:second_step"), request.path))
    state = engine_state(now=timezone.now())
    return render(request, "diary/reminders/operations.html", {"state": state})


@never_cache
@require_safe
@for_everyone
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus' view, for whoever brings METRICS_TOKEN; without a token there is no such page."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    token = settings.METRICS_TOKEN
    if not token or not hmac.compare_digest(given.encode(), token.encode()):
        raise Http404
    return HttpResponse(
        exposition(now=timezone.now()), content_type="text/plain; version=0.0.4; charset=utf-8"
    )
