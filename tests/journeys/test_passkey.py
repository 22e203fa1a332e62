"""A passkey on a phone: made once, then enough to come in; and the mailed code still works."""

import re

import pytest
from django.core import mail

from ldn_app.accounts.models import SignInSession
from tests.factories.accounts import a_patient


@pytest.fixture
def phone_with_a_lock(phone):
    """A phone whose screen lock always agrees."""
    tools = phone.context.new_cdp_session(phone)
    tools.send("WebAuthn.enable")
    tools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return phone


def test_a_passkey_signs_in_without_mail_and_does_not_replace_it(phone_with_a_lock):
    phone = phone_with_a_lock
    patient = a_patient()
    _sign_in_by_code(phone, patient.user.email)

    phone.goto("/accounts/2fa/webauthn/add/")
    phone.get_by_role("button", name="この端末で作る").click()
    phone.wait_for_url("**/recovery-codes/**")
    assert patient.user.authenticator_set.filter(type="webauthn").count() == 1
    forget_who_was_here(phone)
    mail.outbox.clear()

    phone.goto("/accounts/login/")
    phone.get_by_role("button", name="パスキーでログイン").click()
    phone.wait_for_url("**/tonight/")
    assert not mail.outbox

    forget_who_was_here(phone)
    _sign_in_by_code(phone, patient.user.email)
    assert SignInSession.objects.filter(user_id=patient.user_id).count() == 3


def forget_who_was_here(phone) -> None:
    """A phone emptied of cookies, copies and the worker. The worker goes too: what it still asks
    for after its page has gone would bring the old CSRF cookie back to the sign-in page."""
    phone.goto("/healthz")
    tools = phone.context.new_cdp_session(phone)
    origin = phone.evaluate("location.origin")
    tools.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
    phone.context.clear_cookies()


def _sign_in_by_code(phone, email: str) -> None:
    phone.goto("/accounts/login/")
    phone.get_by_label("メールアドレス").fill(email)
    phone.get_by_role("button", name=re.compile("メールで受け取る")).click()
    phone.wait_for_url("**/confirm/")
    code = re.search(r"\d{4}-\d{4}", mail.outbox[-1].body).group()
    phone.get_by_label(re.compile("8けた")).fill(code)
    phone.get_by_role("button", name="進む").click()
    phone.wait_for_url("**/tonight/")
