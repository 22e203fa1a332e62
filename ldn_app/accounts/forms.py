"""Signing up and signing in: allauth's forms, shorter and in our words."""

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.account.fields import PasswordField
from allauth.account.internal.flows.password_reset_by_code import PasswordResetVerificationProcess
from allauth.account.models import EmailAddress
from allauth.core import context
from django import forms
from django.conf import settings
from django.db import IntegrityError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ldn_app.ui.typed_text import half_width

from .address_field import AddressField
from .code_limits import may_mail_code
from .models import User
from .proofs import may_reset_by_mail
from .services import is_stored_address, open_account

CONSENT_ERROR = _("記録をお預かりするには、同意が必要です。読んで、よければ印をつけてください。")


def consent_text(version: str) -> str:
    """The template with the text of consent ``version``; somebody agreed to the old ones too."""
    return f"accounts/consent_text/{version}.html"


class StoredAddressField(AddressField):
    """For who has an account: an address that is kept in an older form is found as it is kept."""

    def to_python(self, value: object) -> str:
        typed = str(value or "").strip().lower()
        try:
            address = super().to_python(value)
        except forms.ValidationError:
            if not is_stored_address(typed):
                raise
            return typed
        return typed if typed != address and is_stored_address(typed) else address


class SignupForm(allauth_forms.SignupForm):
    """Sign-up: an address and the consent to keep health data, nothing else."""

    consent = forms.BooleanField(
        label=_("読みました。記録をお預けすることに同意します"),
        error_messages={"required": CONSENT_ERROR},
    )
    field_order = ["email", "consent"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.consent_text = consent_text(settings.HEALTH_DATA_CONSENT_VERSION)
        self.fields["email"] = AddressField()

    def try_save(self, request: HttpRequest):
        """allauth's: the new user, or the same page without one when the address is known."""
        try:
            return super().try_save(request)
        except IntegrityError:  # The same address signed up a moment ago, in another request.
            self.account_already_exists = True
            return super().try_save(request)

    def save(self, request: HttpRequest) -> User:
        user = open_account(
            email=self.cleaned_data["email"],
            consent_version=settings.HEALTH_DATA_CONSENT_VERSION,
            now=timezone.now(),
        )
        EmailAddress.objects.fill_cache_for_user(user, list(user.emailaddress_set.all()))
        return user


class MailedCode:
    """A form whose answer is a mail with a code: so often for each place and address."""

    def clean_email(self) -> str:
        email = super().clean_email()
        if email and not may_mail_code(context.request, email):
            raise get_adapter().validation_error("too_many_login_attempts")
        return email


class LoginForm(allauth_forms.LoginForm):
    """Sign-in: an address, and a password only for people who set one.

    Without a password a one-time code goes out by mail.
    """

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = StoredAddressField()

    def _setup_password_field(self) -> None:
        """allauth drops the field where sign-up asks for no password; here it stays, optional."""
        self.fields["password"] = PasswordField(
            label=_("パスワード"), autocomplete="current-password", required=False
        )
        self.fields["password"].widget.attrs.pop("placeholder", None)

    def _clean_without_password(self, email: str | None, phone: str | None) -> dict:
        """allauth's own names its form, whose box knows no carriers' addresses."""
        form = RequestLoginCodeForm({"email": email or ""})
        if form.is_valid():
            self.user = form._user
        for error in form.errors.get("email", []):
            self.add_error("login", error)
        return self.cleaned_data


class RequestLoginCodeForm(MailedCode, allauth_forms.RequestLoginCodeForm):
    """An address that gets a code."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = StoredAddressField()


class AddEmailForm(allauth_forms.AddEmailForm):
    """The new address of somebody who is signed in."""

    email = AddressField()


class ChangeEmailForm(allauth_forms.ChangeEmailForm):
    """The right address, of somebody who mistyped it at sign-up."""

    email = AddressField()


class TypedCode:
    """A one-time code as people type it: full-width digits, blanks, any kind of dash."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label = _("メールで届いた8けたの番号")
        field.error_messages["required"] = _("メールで届いた番号を入力してください。")
        field.widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric"}

    def clean_code(self) -> str:
        plain = half_width(self.cleaned_data["code"])
        self.cleaned_data["code"] = "".join(
            sign for sign in plain if sign.isascii() and sign.isalnum()
        )
        return super().clean_code()


class ConfirmLoginCodeForm(TypedCode, allauth_forms.ConfirmLoginCodeForm):
    """The code that signs in."""


class ConfirmEmailCodeForm(TypedCode, allauth_forms.ConfirmEmailVerificationCodeForm):
    """The code that proves the address."""


class ResetPasswordForm(MailedCode, allauth_forms.ResetPasswordForm):
    """Asks for the code that allows a new password.

    Where a mailbox alone may not replace the password, the page is the same and no code is sent:
    the mail says what to do instead.
    """

    email = StoredAddressField()

    def save(self, request: HttpRequest, **kwargs) -> str:
        user = self.users[0] if self.users else None
        if user is None or may_reset_by_mail(user):
            return super().save(request, **kwargs)
        email = self.cleaned_data["email"]
        state = PasswordResetVerificationProcess.initial_state(None, email)
        PasswordResetVerificationProcess(request, state).persist()
        get_adapter().send_mail("account/email/password_reset_held", email, {"request": request})
        return email


class ConfirmPasswordResetCodeForm(TypedCode, allauth_forms.ConfirmPasswordResetCodeForm):
    """The code that allows a new password."""


class ProofCodeForm(TypedCode, allauth_forms.ConfirmLoginCodeForm):
    """The code that proves once more who is there."""
