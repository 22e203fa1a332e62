"""Nothing that makes, shows, replaces or removes a factor works without a fresh proof.

allauth guards some of its pages itself, by its own idea of a proof. This stands in front of all of
them; ``tests/ldn_app/accounts/test_factor_gate.py`` holds every address of allauth against it.
"""

from collections.abc import Callable

from allauth.account.internal.flows.password_reset_by_code import PasswordResetVerificationProcess
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from .proofs import has_fresh_proof, may_reset_by_mail, way_to_proof

# URL names of allauth that change a factor or show a secret of one.
GUARDED = frozenset(
    {
        "account_change_password",
        "account_set_password",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_deactivate_totp",
        "mfa_download_recovery_codes",
        "mfa_edit_webauthn",
        "mfa_generate_recovery_codes",
        "mfa_remove_webauthn",
        "mfa_view_recovery_codes",
    }
)
# Pages that anybody signed in may read, and only the proven one may send.
GUARDED_WHEN_SENT = frozenset({"account_email", "account_email_verification_sent"})
# The steps of a reset: asked again, because a factor may have come since the code was sent.
RESETS = frozenset({"account_confirm_password_reset_code", "account_complete_password_reset"})
CARRY_A_PASSWORD = frozenset({"account_change_password", "account_set_password"})


class FactorGateMiddleware:
    """Leads to the proof first. Guests pass: allauth sends them to sign-in, or they are confirming
    the address of a new account."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        name = request.resolver_match.view_name
        if name in RESETS:
            return _refuse_reset(request)
        sent = request.method not in {"GET", "HEAD"}
        guarded = name in GUARDED or (sent and name in GUARDED_WHEN_SENT)
        if not guarded or not request.user.is_authenticated or has_fresh_proof(request):
            return None
        return way_to_proof(request, keep=name not in CARRY_A_PASSWORD)


def _refuse_reset(request: HttpRequest) -> HttpResponse | None:
    process = PasswordResetVerificationProcess.resume(request)
    if process is None or process.user is None or may_reset_by_mail(process.user):
        return None
    process.abort()
    return redirect("account_reset_password")
