"""allauth's forms for passkeys; the name that somebody gives one is cleaned like every text."""

from allauth.mfa.webauthn import forms as allauth_forms

from ldn_app.ui.fields import TypedTextField


class AddPasskeyForm(allauth_forms.AddWebAuthnForm):
    """The name may stay empty: the passkey gets one."""

    name = TypedTextField(required=False)


class RenamePasskeyForm(allauth_forms.EditWebAuthnForm):
    """Another name for a passkey."""

    name = TypedTextField()
