"""Who a view is for. Every view of ours carries one of these; a test fails on one without."""

from functools import wraps
from zoneinfo import ZoneInfo

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django_htmx.http import HttpResponseClientRedirect

from ldn_app.ui.audience import View, for_everyone

from .audit import record_access
from .grants import live_grant
from .viewer import GrantNotLive, Role, viewer_through

__all__ = ["for_clinician", "for_everyone", "for_patient"]


def for_patient(view: View) -> View:
    """A patient's own pages, on the clock of their place; others are sent to sign-in, or get a
    404 when signed in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if request.viewer.role is not Role.PATIENT:
            raise Http404
        with timezone.override(ZoneInfo(request.user.patient.time_zone)):
            return _kept_nowhere(view(request, *args, **kwargs))

    guarded.audience = "patient"
    return guarded


def for_clinician(view: View) -> View:
    """A clinician's page. With ``public_id`` in its address the view receives the live grant
    instead, the request's viewer becomes the grant's, and the patient's log gets an entry."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, public_id=None, **kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if request.viewer.role is not Role.CLINICIAN:
            raise Http404
        if public_id is not None:
            kwargs["grant"] = _open_grant(request, public_id)
        return _kept_nowhere(view(request, *args, **kwargs))

    guarded.audience = "clinician"
    return guarded


def _open_grant(request: HttpRequest, public_id):
    now = timezone.now()
    try:
        grant = live_grant(public_id, clinician_user_id=request.user.pk, now=now)
        request.viewer = viewer_through(grant, clinician_user_id=request.user.pk, now=now)
    except GrantNotLive as over:
        raise Http404 from over
    record_access(grant, page=request.resolver_match.view_name, at=now)
    return grant


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """The way to sign-in. htmx would put that page into a corner of the old one; it is told to
    leave instead."""
    answer = redirect_to_login(_return_address(request))
    return HttpResponseClientRedirect(answer.url) if request.htmx else answer


def _return_address(request: HttpRequest) -> str:
    """Where to come back to after sign-in: only what a GET can show again."""
    if request.htmx:
        return request.htmx.current_url_abs_path or "/tonight/"
    return request.get_full_path() if request.method in {"GET", "HEAD"} else "/tonight/"


def _kept_nowhere(response: HttpResponse) -> HttpResponse:
    add_never_cache_headers(response)
    return response
