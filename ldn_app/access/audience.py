"""Who a view is for. Every view of ours carries one of these; a test fails on one without."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django_htmx.http import HttpResponseClientRedirect

from ldn_app.accounts.home import Place, address_of
from ldn_app.accounts.proofs import proved_as_they_can, proved_twice, way_to_proof
from ldn_app.clock import today_of
from ldn_app.ui.audience import View, for_everyone

from .audit import record_access, refuse_too_often
from .grants import ended_grant, live_grant
from .kept_forms import KEPT_FIELD, forget_form, is_someone_elses, keep_form
from .models import AccessKind, Look, ShareGrant
from .viewer import GrantNotLive, Role, Viewer, viewer_through
from .visitor_access import LINK, ROOM, RoomClosed, had_look, session_for_key

__all__ = [
    "for_account",
    "for_clinician",
    "for_everyone",
    "for_link_file",
    "for_patient",
    "for_reader",
    "for_visitor",
    "for_waiting_reader",
    "for_waiting_visitor",
    "reader_name_of",
]

LOOK_COOKIE = "look"
UNSENT = "/unsent/"  # what was typed when the session was over


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
            return _own_page(request, view, *args, **kwargs)

    guarded.audience = "patient"
    return guarded


def for_account(view: View) -> View:
    """A page of whoever is signed in, with nobody's record on it; guests are sent to sign-in.
    A patient's is on the clock of their place."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        patient = getattr(request.user, "patient", None)
        with timezone.override(patient and ZoneInfo(patient.time_zone)):
            return _own_page(request, view, *args, **kwargs)

    guarded.audience = "account"
    return guarded


def for_clinician(view: View) -> View:
    """A page of people who were given looks, without anybody's record on it."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if request.viewer.role is not Role.CLINICIAN:
            raise Http404
        if not proved_twice(request):
            return _to_second_step(request)
        return _own_page(request, view, *args, **kwargs)

    guarded.audience = "clinician"
    return guarded


def for_reader(kind: AccessKind) -> Callable[[View], View]:
    """A page of one shared diary, for whoever the grant in its address is made out to.

    The view receives the live grant instead of ``public_id``; the request's viewer becomes the
    grant's, and the patient's log gets an entry of ``kind`` before the page is made.
    """
    return lambda view: _for_reader(view, kind)


def for_waiting_reader(view: View) -> View:
    """The same for a page with nothing of the diary on it, such as how far a PDF is: no entry."""
    return _for_reader(view, None)


def _for_reader(view: View, kind: AccessKind | None) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, public_id, *args, **kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        now = timezone.now()
        try:
            grant = live_grant(public_id, user_id=request.user.pk, now=now)
            viewer = viewer_through(grant, user_id=request.user.pk, now=now)
        except GrantNotLive:
            return _over(request, public_id, now)
        if _wants_second_step(request, grant):
            return _to_second_step(request)
        if grant.kind == ShareGrant.Kind.PERSON and not proved_as_they_can(request):
            return way_to_proof(request, keep=False)
        if is_someone_elses(request):
            return _printed_for_another(request)
        opened = Opened(grant, viewer, reader_name_of(request.user), kind)
        return _sent_again(request, _read(request, view, opened, now, *args, **kwargs))

    guarded.audience, guarded.access_kind = "reader", kind
    return guarded


def _over(request: HttpRequest, public_id, now) -> HttpResponse:
    """Who could read until the sharing ended reads that it did; for everybody else there is no
    such page. The status is the same 404."""
    grant = ended_grant(public_id, user_id=request.user.pk, now=now)
    if grant is None:
        raise Http404
    if _wants_second_step(request, grant):
        return _to_second_step(request)
    at_clinic = grant.kind == ShareGrant.Kind.CLINIC
    others = address_of(Place.SHARED_WITH_CLINICS if at_clinic else Place.SHARED_WITH_ME)
    context = {"grant": grant, "others": others}
    return _kept_nowhere(render(request, "access/sharing_over.html", context, status=404))


def _wants_second_step(request: HttpRequest, grant: ShareGrant) -> bool:
    return grant.kind == ShareGrant.Kind.CLINIC and not proved_twice(request)


def for_visitor(kind: AccessKind) -> Callable[[View], View]:
    """A page of one shared diary, for a browser that gave a name and the right code. The
    patient's log gets an entry of ``kind`` before the page is made."""
    return lambda view: _for_visitor(view, kind)


def for_waiting_visitor(view: View) -> View:
    """The same for a page with nothing of the diary on it: no entry."""
    return _for_visitor(view, None)


def _for_visitor(view: View, kind: AccessKind | None) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        now, key = timezone.now(), request.COOKIES.get(LOOK_COOKIE, "")
        try:
            look, viewer = _looking(key, kind=ROOM, now=now)
        except Http404:
            if not had_look(key, now=now):
                raise
            return _kept_nowhere(render(request, "access/sharing_over.html", status=404))
        request.look = look
        opened = Opened(look.grant, viewer, look.visitor_name, kind)
        return _read(request, view, opened, now, *args, **kwargs)

    guarded.audience, guarded.access_kind = "visitor", kind
    return guarded


def for_link_file(kind: AccessKind) -> Callable[[View], View]:
    """A file behind a link for other apps, for whoever has the ``file_key`` in its address,
    which lives an hour. The patient's log gets an entry of ``kind`` before the file is made.
    Raises TooOften for a program that comes again and again."""
    return lambda view: _for_link_file(view, kind)


def _for_link_file(view: View, kind: AccessKind) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, file_key: str, *args, **kwargs) -> HttpResponse:
        now = timezone.now()
        look, viewer = _looking(file_key, kind=LINK, now=now)
        refuse_too_often(look.grant, at=now)
        opened = Opened(look.grant, viewer, look.visitor_name, kind)
        return _read(request, view, opened, now, *args, **kwargs)

    guarded.audience, guarded.access_kind = "link file", kind
    return guarded


def _looking(key: str, *, kind: str, now) -> tuple[Look, Viewer]:
    try:
        look = session_for_key(key, kind=kind, now=now)
        return look, viewer_through(look.grant, user_id=None, now=now)
    except (RoomClosed, GrantNotLive) as over:
        raise Http404 from over


@dataclass(frozen=True, slots=True)
class Opened:
    """Who opened which diary. ``kind`` None: the page has nothing of the diary on it."""

    grant: ShareGrant
    viewer: Viewer
    reader_name: str
    kind: AccessKind | None


def _read(
    request: HttpRequest, view: View, opened: Opened, now: datetime, *args, **kwargs
) -> HttpResponse:
    """The page on the patient's clock. It is logged first: no entry, no page. A day of the
    address that is not shared, or not there yet, is a 404 like any other, and is not logged."""
    grant, day = opened.grant, kwargs.get("day")
    if day is not None and not (
        day <= today_of(grant.patient, now) and opened.viewer.may_read_day(day)
    ):
        raise Http404
    request.viewer = opened.viewer
    if opened.kind is not None:
        record_access(grant, reader_name=opened.reader_name, kind=opened.kind, day=day, at=now)
    with timezone.override(ZoneInfo(grant.patient.time_zone)):
        return _kept_nowhere(view(request, *args, grant=grant, **kwargs))


def reader_name_of(user) -> str:
    """What the patient reads in the log: a clinician's name, a family member's address."""
    clinician = getattr(user, "clinician", None)
    return clinician.name if clinician else user.email[:80]


def _own_page(request: HttpRequest, view: View, *args, **kwargs) -> HttpResponse:
    """The page, unless the form was printed for somebody else who used this browser."""
    if is_someone_elses(request):
        return _printed_for_another(request)
    return _kept_nowhere(_sent_again(request, view(request, *args, **kwargs)))


def _printed_for_another(request: HttpRequest) -> HttpResponse:
    return _kept_nowhere(render(request, "accounts/other_person.html", status=409))


def _sent_again(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """What was kept and is taken now, or stands in the form again, need not be kept longer."""
    key = request.POST.get(KEPT_FIELD, "") if request.method == "POST" else ""
    if key and response.status_code in {200, 204, 302, 422}:
        forget_form(request, key)
    return response


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """The way to sign-in. htmx would put that page into a corner of the old one; it is told to
    leave instead. What was posted is kept until the same person is there again."""
    answer = redirect_to_login(_return_address(request))
    return HttpResponseClientRedirect(answer.url) if request.htmx else answer


def _to_second_step(request: HttpRequest) -> HttpResponse:
    """The way to the second proof, which every clinician needs before any patient's record."""
    back = _return_address(request, default=Place.SHARED_WITH_CLINICS)
    address = f"{reverse('accounts:second_step')}?{urlencode({'next': back})}"
    return HttpResponseClientRedirect(address) if request.htmx else HttpResponseRedirect(address)


def _return_address(request: HttpRequest, *, default: Place = Place.TONIGHT) -> str:
    """Where to come back to after sign-in: only what a GET can show again, what was typed, or
    ``default``."""
    if request.method == "POST" and keep_form(request, now=timezone.now()):
        return UNSENT
    if request.htmx:
        return request.htmx.current_url_abs_path or address_of(default)
    return request.get_full_path() if request.method in {"GET", "HEAD"} else address_of(default)


def _kept_nowhere(response: HttpResponse) -> HttpResponse:
    add_never_cache_headers(response)
    return response
