from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError

from ldn_app.accounts.models import HealthDataConsent, Patient, SignInSession, User
from ldn_app.accounts.services import (
    forget_unconfirmed_accounts,
    give_consent,
    has_current_consent,
    open_account,
)
from tests.factories.accounts import a_clinician, a_patient

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)


def _open(email="hanako@example.jp"):
    return open_account(email=email, consent_version="2026-11-22", now=NOW)


def test_an_account_is_a_user_a_patient_a_consent_and_an_unconfirmed_address():
    user = _open("Hanako@Example.jp")

    assert user.email == "hanako@example.jp"
    assert not user.has_usable_password()
    assert user.patient.first_run_done_at is None
    consent = user.consents.get()
    assert (consent.version, consent.given_at) == ("2026-11-22", NOW)
    address = user.emailaddress_set.get()
    assert (address.email, address.primary, address.verified) == ("hanako@example.jp", True, False)


def test_a_second_account_for_an_address_leaves_nothing_half_made():
    _open()

    with pytest.raises(IntegrityError):
        _open("HANAKO@example.jp")

    assert (User.objects.count(), Patient.objects.count()) == (1, 1)
    assert HealthDataConsent.objects.count() == 1


def test_agreeing_twice_keeps_the_first_moment():
    user = _open()

    give_consent(user, version="2026-11-22", now=NOW + timedelta(days=1))

    assert user.consents.get().given_at == NOW


def test_a_newer_text_asks_for_a_new_consent_and_keeps_the_old(settings):
    user = _open()
    settings.HEALTH_DATA_CONSENT_VERSION = "2027-04-01"
    assert not has_current_consent(user)

    give_consent(user, version="2027-04-01", now=NOW)

    assert has_current_consent(user)
    assert user.consents.count() == 2


def test_a_sign_up_that_nobody_confirmed_is_forgotten_after_three_days():
    user = _open()
    SignInSession.objects.create(
        session_key="k" * 32, session_data="", expire_date=NOW, user_id=user.pk
    )

    assert forget_unconfirmed_accounts(now=NOW + timedelta(days=2, hours=23)) == 0
    assert forget_unconfirmed_accounts(now=NOW + timedelta(days=3, hours=1)) == 1

    assert not User.objects.exists()
    assert not Patient.objects.exists()
    assert not HealthDataConsent.objects.exists()
    assert not EmailAddress.objects.exists()
    assert not SignInSession.objects.exists()


def test_nobody_who_was_ever_confirmed_is_forgotten():
    a_patient(first_run_done_at=None)
    a_clinician()
    changing_address = a_patient("jiro@example.jp", first_run_done_at=None).user
    EmailAddress.objects.create(user=changing_address, email="new@example.jp", verified=False)

    assert forget_unconfirmed_accounts(now=NOW + timedelta(days=400)) == 0
