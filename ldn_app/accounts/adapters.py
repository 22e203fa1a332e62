from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import cipher, proofs
from .code_limits import remember_browser
from .home import Place, address_of
from .models import User
from .services import has_current_consent

NEED_NO_DIARY = (Place.SHARED_WITH_CLINICS, Place.CLINICS)


class AccountAdapter(DefaultAccountAdapter):
    """How allauth treats our people."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": gettext_lazy("このアカウントは、いま使えません。"),
        "email_password_mismatch": gettext_lazy(
            "メールアドレスかパスワードが違います。もう一度入力するか、"
            "パスワードを空のままにして、番号をメールで受け取ってください。"
        ),
        "incorrect_code": gettext_lazy("番号が違います。もう一度見て、入力してください。"),
        "incorrect_password": gettext_lazy("パスワードが違います。もう一度入力してください。"),
        "enter_current_password": gettext_lazy("いまのパスワードを入力してください。"),
        "duplicate_email": gettext_lazy("いま使っているメールアドレスです。"),
        "too_many_login_attempts": gettext_lazy(
            "回数が多すぎます。5分ほど待ってから、もう一度試してください。"
        ),
        "rate_limited": gettext_lazy("回数が多すぎます。少し待ってから、もう一度試してください。"),
    }

    def is_safe_url(self, url: str | None) -> bool:
        """Also for what is no address at all: ``http://[`` raises ValueError there."""
        try:
            return super().is_safe_url(url)
        except ValueError:
            return False

    def get_login_stages(self) -> list[str]:
        ours = {"allauth.mfa.stages.AuthenticateStage": "ldn_app.accounts.stages.SecondStep"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """allauth's own rule counts a password that was set a moment ago; ours takes its place."""
        if not proofs.has_fresh_proof(self.request):
            raise ReauthenticationRequired
        return False

    def get_reauthentication_methods(self, user: User) -> list[dict]:
        return proofs.ways_to_prove(user) if user.is_authenticated else []

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """A code that opens a new account is a proof of its mailbox, like one that signs in."""
        confirmed = super().confirm_email(request, email_address)
        if confirmed and not request.user.is_authenticated:
            record_authentication(request, email_address.user, "code", email=email_address.email)
        return confirmed

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return landing_address(request.user)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return landing_address(request.user)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:settings")

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        """After an address was changed; a sign-up goes on through its stages instead."""
        signed_in = self.request.user.is_authenticated
        return reverse("accounts:settings" if signed_in else "account_login")

    def post_login(
        self, request: HttpRequest, user: User, *, redirect_url: str | None, **kwargs
    ) -> HttpResponse:
        """Go on where the person wanted to, but through the first run while it is not done.

        Pages that need no diary of one's own (below ``NEED_NO_DIARY``) do not wait for it.
        """
        open_to_all = tuple(address_of(place) for place in NEED_NO_DIARY)
        if needs_first_run(user) and not (redirect_url or "").startswith(open_to_all):
            redirect_url = reverse("accounts:welcome")
        response = super().post_login(request, user, redirect_url=redirect_url, **kwargs)
        remember_browser(request, response, user.email)
        return response


def landing_address(user: User) -> str:
    """Where ``user`` goes after sign-in when they asked for no page."""
    if getattr(user, "patient", None) is not None:
        return reverse("accounts:welcome") if needs_first_run(user) else address_of(Place.TONIGHT)
    if getattr(user, "clinician", None) is not None:
        return address_of(Place.SHARED_WITH_CLINICS)
    return reverse("admin:index") if user.is_staff else "/"


def needs_first_run(user: User) -> bool:
    """Whether the first run is not done, or a newer text of the consent waits for an answer."""
    patient = getattr(user, "patient", None)
    if patient is None:
        return False
    return patient.first_run_done_at is None or not has_current_consent(user)


class MFAAdapter(DefaultMFAAdapter):
    """Passkeys, the second step and its secrets."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy(
            "番号が違います。アプリの番号をもう一度見て、入力してください。"
        ),
    }

    def encrypt(self, text: str) -> str:
        return cipher.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return cipher.decrypt(encrypted_text)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """What a phone shows beside the passkey: the neutral name, not the host."""
        return {**super().get_public_key_credential_rp_entity(), "name": settings.NEUTRAL_NAME}

    def get_public_key_credential_user_entity(self, user: User) -> dict:
        entity = super().get_public_key_credential_user_entity(user)
        return {**entity, "display_name": user.email}

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        count = Authenticator.objects.filter(user=user, type=type).count()
        return _("パスキー %(number)d") % {"number": count + 1}
