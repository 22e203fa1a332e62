"""The patient's side of a link for other apps: make it, show it."""

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ldn_app.access.audience import for_patient
from ldn_app.access.models import ShareGrant
from ldn_app.access.visitor_access import keys_of, tries_left
from ldn_app.clock import today_of

from ..errors import SharingRuleBroken
from ..forms import TermsForm
from ..qr import qr_svg
from ..queries import suggested_end
from ..services import give_health_link
from .payload import HealthLink


@require_http_methods(["GET", "HEAD", "POST"])
@for_patient
def new_health_link(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    today = today_of(request.user.patient, now)
    form = TermsForm(request.POST if request.method == "POST" else None, today=today)
    if form.is_valid():
        terms = form.terms(now=now, zone=timezone.get_current_timezone())
        try:
            grant = give_health_link(request.viewer, terms, now=now)
        except SharingRuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            return redirect("sharing:grant", grant.public_id)
    context = {"form": form, "suggested": suggested_end(request.viewer, today=today)}
    status = 422 if form.is_bound else 200
    return render(request, "diary/sharing/new_health_link.html", context, status=status)


def link_to_show(request: HttpRequest, grant: ShareGrant) -> dict:
    """What the page of a running link shows: QR and text, and the code that is said apart."""
    left = tries_left(grant)
    if not left:
        return {"closed_by_wrong_codes": True}
    try:
        keys = keys_of(grant)
    except InvalidToken:  # The site's key was changed and forgotten: no app can read it either.
        return {"cannot_be_shown": True}
    address = request.build_absolute_uri(reverse("shl:manifest", args=[keys.secret]))
    link = HealthLink(address, keys.file_key, grant.expires_at, label=settings.NEUTRAL_NAME)
    return {
        "link": link.text,
        "link_qr": qr_svg(link.text, title=_("アプリで読み取るQRコード")),
        "code": f"{keys.code[:3]} {keys.code[3:]}",
        "tries_left": left,
    }
