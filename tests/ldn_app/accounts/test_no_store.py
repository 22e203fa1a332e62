"""Nothing with a code, a secret or a person on it is kept by a cache."""

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse

from tests.allauth_addresses import allauths_names
from tests.cast import sign_in_by, sign_in_twice
from tests.factories.accounts import a_clinician, a_patient, a_user

pytestmark = pytest.mark.django_db


NAME_A_KEY = {"mfa_edit_webauthn", "mfa_remove_webauthn"}


@pytest.mark.parametrize("name", sorted(allauths_names()))
def test_no_page_of_allauth_is_kept(name):
    address = reverse(name, args=[1] if name in NAME_A_KEY else [])
    guest, patient = Client(), Client()
    user = a_patient().user
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    sign_in_twice(patient, user)

    for client in (guest, patient):
        for answer in (client.get(address), client.post(address)):
            assert "no-store" in answer["Cache-Control"]


def test_recovery_codes_are_shown_and_not_kept(client):
    user = a_patient().user
    TOTP.activate(user, generate_totp_secret())
    codes = RecoveryCodes.activate(user)
    sign_in_twice(client, user)

    answer = client.get(reverse("mfa_view_recovery_codes"))

    assert codes.get_unused_codes()[0] in answer.text
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("address", ["/", "/learn/", "/nowhere/", "/left/", "/tonight/"])
@pytest.mark.parametrize("role", ["patient", "clinician"])
def test_no_page_of_a_signed_in_person_is_kept(client, address, role):
    person = a_patient() if role == "patient" else a_clinician()
    sign_in_by(client, person.user, "mfa")

    assert "no-store" in client.get(address)["Cache-Control"]


@pytest.mark.parametrize("address", ["", "accounts/user/", "accounts/clinician/add/"])
def test_no_page_of_the_staff_is_kept(client, address):
    sign_in_twice(client, a_user(is_staff=True, is_superuser=True))

    assert "no-store" in client.get(f"/ops-admin/{address}")["Cache-Control"]


def test_the_worker_of_a_phone_may_still_be_asked_for_anew(client):
    sign_in_by(client, a_patient().user, "code")

    assert client.get("/sw.js")["Cache-Control"] == "no-cache"
