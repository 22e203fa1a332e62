"""Every address of allauth that makes, shows, replaces or removes a factor asks for a proof of the
strongest kind that the person holds, given a moment ago."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.test import Client
from django.urls import reverse

from ldn_app.accounts.factor_gate import GUARDED, GUARDED_WHEN_SENT, RESETS
from ldn_app.accounts.models import User
from tests.allauth_addresses import allauths_names
from tests.cast import sign_in_by
from tests.factories.accounts import a_clinician, a_patient, a_user
from tests.factories.people import make_clinic, make_grant

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough sentence 42"
SECRET = "JBSWY3DPEHPK3PXP"
# They make and show no factor; the last four take a proof, and what they took counts by its kind.
OPEN = {
    "account_confirm_login_code",
    "account_inactive",
    "account_login",
    "account_logout",
    "account_password_reset_completed",
    "account_request_login_code",
    "account_reset_password",
    "account_signup",
    "mfa_authenticate",
    "mfa_index",
    "mfa_list_webauthn",
    "mfa_login_webauthn",
    "usersessions_list",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
}
CHANGES = sorted(GUARDED | GUARDED_WHEN_SENT)
WEAKER = [
    ("none", None),
    ("password", "code"),
    ("password", "password_reset"),
    ("passkey", "code"),
    ("passkey", "password"),
    ("app", "code"),
    ("app", "password"),
    ("everything", "code"),
    ("everything", "password"),
]
ENOUGH = [("none", "code"), ("password", "password"), ("passkey", "mfa"), ("app", "mfa")]


def holder(held: str) -> User:
    """A patient who holds ``held`` and, beside a passkey or an app, recovery codes."""
    has_password = held in {"password", "everything"}
    user = a_patient(password=PASSWORD if has_password else None).user
    if held in {"passkey", "everything"}:
        give_passkey(user)
    if held in {"app", "everything"}:
        TOTP.activate(user, SECRET)
    if held in {"passkey", "app", "everything"}:
        RecoveryCodes.activate(user)
    return user


def give_passkey(user: User) -> Authenticator:
    return Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "x", "credential": {}}
    )


def code_of_app() -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(SECRET, counter))


def factors(user: User) -> tuple:
    """Everything that a change of a factor would change."""
    rows = Authenticator.objects.filter(user=user).order_by("pk").values_list("pk", "type", "data")
    addresses = (
        EmailAddress.objects.filter(user=user).order_by("pk").values_list("email", "primary")
    )
    return User.objects.get(pk=user.pk).password, list(rows), list(addresses)


def address_of(name: str, user: User) -> str:
    if name not in {"mfa_edit_webauthn", "mfa_remove_webauthn"}:
        return reverse(name)
    passkey = Authenticator.objects.filter(user=user, type="webauthn").first()
    return reverse(name, args=[passkey.pk if passkey else 1])


POSTED = {
    "email": "new@example.jp",
    "action_add": "1",
    "oldpassword": PASSWORD,
    "password1": "another sentence 43",
    "password2": "another sentence 43",
    "name": "new",
}


def test_every_address_of_allauth_is_known_here():
    assert allauths_names() == OPEN | set(CHANGES) | RESETS


@pytest.mark.parametrize(("held", "proof"), WEAKER)
@pytest.mark.parametrize("name", CHANGES)
def test_a_weaker_proof_changes_and_shows_nothing(client, name, held, proof):
    user = holder(held)
    sign_in_by(client, user, proof or "nothing")
    before = factors(user)

    answers = [client.post(address_of(name, user), POSTED)]
    if name in GUARDED:
        answers.append(client.get(address_of(name, user)))

    assert all(_asks_for_a_proof(answer) for answer in answers)
    assert factors(user) == before


@pytest.mark.parametrize(("held", "proof"), ENOUGH)
@pytest.mark.parametrize("name", CHANGES)
def test_a_proof_grows_old(client, name, held, proof):
    user = holder(held)
    sign_in_by(client, user, proof, at=time.time() - 11 * 60)

    assert _asks_for_a_proof(client.post(address_of(name, user), POSTED))


@pytest.mark.parametrize(("held", "proof"), ENOUGH)
@pytest.mark.parametrize("name", CHANGES)
def test_what_the_person_holds_opens_the_way(client, monkeypatch, name, held, proof):
    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.get_credentials", lambda user: [])
    user = holder(held)
    sign_in_by(client, user, proof)

    assert not _asks_for_a_proof(client.get(address_of(name, user)))


def test_a_password_of_a_moment_ago_is_no_proof_of_a_clinicians_passkey(client):
    """The mailbox of a clinician with a passkey and nothing else reads no patient's name."""
    clinician = a_clinician()
    give_passkey(clinician.user)
    make_clinic(clinician)
    patient = a_patient(display_name="架空 太郎")
    make_grant(patient, clinician)
    _sign_in_by_mail(client, clinician.user)

    client.post(reverse("account_set_password"), POSTED)
    client.post(reverse("account_reauthenticate"), {"password": "another sentence 43"})
    client.get(reverse("mfa_activate_totp"))
    client.post(reverse("mfa_activate_totp"), {"code": code_of_app()})

    page = client.get("/shared/")
    assert page.status_code == 302
    assert page.url.startswith("/second-step/")
    assert not User.objects.get(pk=clinician.user_id).has_usable_password()
    assert not Authenticator.objects.filter(type="totp").exists()


@pytest.mark.parametrize("held", ["password", "passkey", "app", "everything"])
def test_the_mailbox_alone_erases_no_account_that_is_guarded_by_more(client, held):
    user = holder(held)
    if held in {"app", "everything"}:
        sign_in_by(client, user, "code")
    else:
        _sign_in_by_mail(client, user)

    answer = client.post("/settings/delete/")

    assert _asks_for_a_proof(answer)
    assert User.objects.filter(pk=user.pk).exists()


def test_who_has_no_factor_types_a_code_from_the_mailbox_and_goes_on(client):
    user = holder("none")
    client.force_login(user)
    asked = client.post(reverse("account_email"), {"email": "new@example.jp", "action_add": "1"})
    assert asked.url.startswith("/prove/?next=")

    client.post("/prove/", {"send": "1", "next": reverse("account_email")})
    assert mail.outbox[-1].to == [user.email]
    answer = client.post("/prove/", {"code": _code(), "next": reverse("account_email")})

    assert answer.url == reverse("account_email_verification_sent")
    assert mail.outbox[-1].to == ["new@example.jp"]


def test_the_code_of_a_proof_ends_after_three_wrong_tries(client):
    client.force_login(holder("none"))
    client.post("/prove/", {"send": "1"})
    code = _code()
    for _try in range(3):
        client.post("/prove/", {"code": "0000-0000x"})

    client.post("/prove/", {"code": code})

    assert _asks_for_a_proof(client.post(reverse("account_set_password"), POSTED))


def test_a_password_is_never_kept_while_a_proof_is_asked_for(client):
    client.force_login(holder("none"))

    client.post(reverse("account_set_password"), POSTED)

    assert POSTED["password1"] not in str(dict(client.session))


@pytest.mark.parametrize("held", ["passkey", "app", "everything"])
def test_a_reset_by_mail_changes_no_password_beside_a_stronger_factor(held):
    user = holder(held)
    before = factors(user)

    _reset_password(user.email)

    assert factors(user) == before
    assert "メールだけでは" in mail.outbox[0].body


@pytest.mark.parametrize("role", ["clinician", "staff"])
def test_a_reset_by_mail_is_not_for_people_who_read_others_records(role):
    user = a_clinician().user if role == "clinician" else a_user(is_staff=True)
    user.set_password(PASSWORD)
    user.save()

    _reset_password(user.email)

    assert User.objects.get(pk=user.pk).check_password(PASSWORD)


def test_a_patient_who_has_only_a_password_and_forgot_it_resets_it():
    user = holder("password")

    _reset_password(user.email)

    assert User.objects.get(pk=user.pk).check_password("another sentence 43")


def test_a_reset_ends_when_a_passkey_was_made_meanwhile(client):
    user = holder("password")
    client.post(reverse("account_reset_password"), {"email": user.email})
    client.post(reverse("account_confirm_password_reset_code"), {"code": _code()})
    give_passkey(user)

    client.post(reverse("account_complete_password_reset"), POSTED)

    assert User.objects.get(pk=user.pk).check_password(PASSWORD)


def test_a_held_reset_gives_no_sign_that_the_address_exists():
    user = holder("passkey")
    pages = []
    for address in (user.email, "noon@example.jp"):
        page = Client().post(reverse("account_reset_password"), {"email": address}, follow=True)
        text = re.sub(r'value="[^"]+"', "", page.text.replace(address, "ADDRESS"))
        pages.append((page.redirect_chain, text))

    assert pages[0] == pages[1]


def _reset_password(email: str) -> None:
    """As far as it goes with the mailbox alone."""
    client = Client()
    client.post(reverse("account_reset_password"), {"email": email})
    code = re.search(r"\d{4}-\d{4}", mail.outbox[-1].body)
    posted = {"code": code.group() if code else ""}
    client.post(reverse("account_confirm_password_reset_code"), posted)
    client.post(reverse("account_complete_password_reset"), POSTED)


def _sign_in_by_mail(client: Client, user: User) -> None:
    page = client.post(reverse("account_login"), {"login": user.email})
    client.post(page.url, {"code": _code()})


def _code() -> str:
    return re.search(r"\d{4}-\d{4}", mail.outbox[-1].body).group()


def _asks_for_a_proof(answer) -> bool:
    return answer.status_code == 302 and any(
        way in answer.url for way in ("/prove/", "reauthenticate")
    )
