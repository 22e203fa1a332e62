"""The side of a person who was invited by mail: take it or not, and find it again."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ldn_app.access.audience import for_account
from ldn_app.access.grants import decline_grant, invited_grant, live_grants, take_grant
from ldn_app.access.models import ShareGrant
from ldn_app.access.viewer import GrantNotLive
from ldn_app.accounts.services import verified_addresses

from ..queries import grant_card


@require_safe
@for_account
def with_me(request: HttpRequest) -> HttpResponse:
    """The diaries that people opened to this account."""
    found = live_grants(request.user.pk, now=timezone.now())
    context = {"grants": found.filter(kind=ShareGrant.Kind.PERSON)}
    return render(request, "diary/sharing/with_me.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_account
def invited(request: HttpRequest, invited_id) -> HttpResponse:
    """The question. Opening the page answers nothing: mail scanners open links, too."""
    now = timezone.now()
    try:
        addresses = verified_addresses(request.user.pk)
        grant = invited_grant(invited_id, addresses=addresses, now=now)
        if request.method == "POST":
            return _answered(request, grant, now)
    except GrantNotLive as over:
        raise Http404 from over
    return render(request, "diary/sharing/invited.html", {"card": grant_card(grant, now)})


def _answered(request: HttpRequest, grant: ShareGrant, now) -> HttpResponse:
    name = grant.invited_email[:80]
    if request.POST.get("answer") == "take":
        take_grant(grant, reader_name=name, now=now, reader_id=request.user.pk)
        messages.success(request, _("受け取りました。"))
    elif request.POST.get("answer") == "decline":
        decline_grant(grant, reader_name=name, now=now)
        messages.success(request, _("ことわりました。"))
    else:
        return redirect("shared:invited", grant.public_id)
    return redirect("shared:with_me")
