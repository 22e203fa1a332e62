"""The patient's side: give a look, show the QR, read the log, end it."""

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from diary.comments.queries import count_unread
from ldn_app.access.audience import for_patient
from ldn_app.access.models import ShareGrant
from ldn_app.access.new_looks import log_was_read
from ldn_app.access.viewer import Viewer
from ldn_app.access.visitor_access import keys_of, tries_left
from ldn_app.clock import today_of

from ..errors import SharingRuleBroken
from ..forms import TermsForm
from ..health_links.patient_views import link_to_show
from ..qr import qr_svg
from ..queries import access_log, grant_card, grant_cards
from ..services import give_look_in_the_room, invitation_address, revoke_share_grant


@require_safe
@for_patient
def overview(request: HttpRequest) -> HttpResponse:
    cards = grant_cards(request.viewer, timezone.now())
    context = {"cards": cards, "unread": count_unread(request.viewer)}
    return render(request, "diary/sharing/overview.html", context)


def _log(request: HttpRequest, **which) -> Page:
    return access_log(request.viewer, number=request.GET.get("page"), **which)


@require_safe
@for_patient
def log(request: HttpRequest) -> HttpResponse:
    log_was_read(request.user.patient)
    return render(request, "diary/sharing/log.html", {"lines": _log(request)})


@require_http_methods(["GET", "HEAD", "POST"])
@for_patient
def new_in_the_room(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    today = today_of(request.user.patient, now)
    form = TermsForm(request.POST if request.method == "POST" else None, today=today)
    if form.is_valid():
        terms = form.terms(now=now, zone=timezone.get_current_timezone())
        try:
            grant = give_look_in_the_room(request.viewer, terms, now=now)
        except SharingRuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            return redirect("sharing:grant", grant.public_id)
    status = 422 if form.is_bound else 200
    return render(request, "diary/sharing/new_in_the_room.html", {"form": form}, status=status)


@require_safe
@for_patient
def grant(request: HttpRequest, public_id) -> HttpResponse:
    """One look: to be shown in the room while it runs, and who looked."""
    given = _own_grant(request.viewer, public_id)
    now = timezone.now()
    context = {"card": grant_card(given, now), "lines": _log(request, grant=given)}
    if given.kind == ShareGrant.Kind.ROOM and given.is_live(now):
        context |= _door(request, given)
    if given.kind == ShareGrant.Kind.LINK and given.is_live(now):
        context |= link_to_show(request, given)
    if given.kind == ShareGrant.Kind.PERSON and given.is_live(now) and not given.accepted_at:
        context["invitation"] = invitation_address(given)
    return render(request, "diary/sharing/grant.html", context)


def _door(request: HttpRequest, given: ShareGrant) -> dict:
    """What the phone shows: the QR, and the code in two halves, easier to say."""
    left = tries_left(given)
    if not left:
        return {"closed_by_wrong_codes": True}
    keys = keys_of(given)
    address = request.build_absolute_uri(reverse("room:door")) + "#" + keys.secret
    return {
        "qr": qr_svg(address, title=_("先生の画面で読み取るQRコード")),
        "code": f"{keys.code[:3]} {keys.code[3:]}",
        "address": address,
        "tries_left": left,
    }


@require_POST
@for_patient
def revoke(request: HttpRequest, public_id) -> HttpResponse:
    given = _own_grant(request.viewer, public_id)
    revoke_share_grant(request.viewer, given, now=timezone.now())
    messages.success(request, _("見せるのをやめました。つぎの操作から、もう見られません。"))
    return redirect("sharing:overview")


def _own_grant(viewer: Viewer, public_id) -> ShareGrant:
    grants = ShareGrant.objects.visible_to(viewer).select_related("clinic", "patient")
    return get_object_or_404(grants, public_id=public_id)
