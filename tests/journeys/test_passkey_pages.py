"""The pages around a passkey: what comes after it is made, when it fails, and without a script."""

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.factories.accounts import a_patient

from .signed_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def attach_device(page: Page, **options) -> None:
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": {**DEVICE, **options}})


@pytest.fixture
def plain_http(settings):
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True


def test_a_first_passkey_leads_on_without_one_more_proof(open_phone, live_server, plain_http):
    page = open_phone()
    attach_device(page)
    sign_in(page, a_patient().user, live_server.url)

    page.goto("/accounts/2fa/webauthn/add/")
    page.get_by_role("button", name="この端末で作る").click()

    expect(page.get_by_role("heading", name="予備のコード", exact=True)).to_be_visible()
    page.goto("/accounts/2fa/webauthn/")
    expect(page.get_by_text("まだ使っていません")).to_be_visible()


def test_sign_in_with_a_passkey_goes_on_where_one_wanted_to(open_phone, live_server, plain_http):
    page = open_phone()
    attach_device(page)
    sign_in(page, a_patient().user, live_server.url)
    page.goto("/accounts/2fa/webauthn/add/")
    page.get_by_role("button", name="この端末で作る").click()
    page.wait_for_url("**/recovery-codes/")

    # The session has ended. The other cookies stay, as they do on a phone: copies of the pages may
    # still be on their way, and without a cookie each of them would bring a token of its own.
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.goto("/accounts/login/?next=/learn/")
    page.get_by_role("button", name="パスキーでログイン").click()

    expect(page).to_have_url(f"{live_server.url}/learn/")
    expect(page.get_by_role("navigation", name="主なページ")).to_be_visible()


def test_a_device_that_refuses_is_answered_in_words(open_phone, live_server, plain_http):
    page = open_phone()
    attach_device(page, isUserVerified=False)

    page.goto("/accounts/login/")
    page.get_by_role("button", name="パスキーでログイン").click()

    expect(page.get_by_role("alert")).to_contain_text("パスキーを使えませんでした")


def test_without_a_script_passkeys_are_not_offered(open_phone):
    page = open_phone(java_script=False)

    page.goto("/accounts/login/")

    expect(page.get_by_role("button", name="パスキーでログイン")).to_be_hidden()
    expect(page.get_by_text("パスキーには、JavaScriptが必要です。")).to_be_visible()
    expect(page.get_by_role("button", name="番号をメールで受け取る")).to_be_visible()
