"""The second proof, which clinicians give before they open any patient's record."""

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ldn_app.access.audience import for_account
from ldn_app.accounts.home import Place, address_of
from ldn_app.accounts.proofs import proved_twice
from ldn_app.ui.redirects import safe_next


@require_safe
@for_account
def second_step(request: HttpRequest) -> HttpResponse:
    """The ways this account has, or those it can set up; straight on when it was given."""
    onward = safe_next(request, default=address_of(Place.SHARED_WITH_CLINICS))
    if proved_twice(request):
        return redirect(onward)
    held = set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    context = {
        "onward": onward,
        "has_passkey": Authenticator.Type.WEBAUTHN in held,
        "has_totp": Authenticator.Type.TOTP in held,
    }
    return render(request, "accounts/second_step.html", context)
