"""A clinician's account goes: what ends, what stays with the patients, what must happen first."""

import time
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.test import Client
from django.utils import timezone

from diary.account_deletion.services import erase_account
from diary.sharing.clinic_services import join_clinic
from diary.sharing.errors import ClinicClosed, HandOverFirst
from diary.sharing.services import ShareTerms, give_look_to_clinic
from ldn_app.access.models import AccessEvent, ShareGrant
from ldn_app.access.viewer import on_behalf_of, viewer_for
from ldn_app.accounts.models import (
    Clinic,
    Clinician,
    ClinicInvitation,
    ClinicMember,
    SignInSession,
    Tombstone,
    User,
)
from tests.cast import sign_in_twice
from tests.diary.account_deletion.test_erase_account import _columns_that_contain as columns_with
from tests.factories.people import (
    LONG_AGO,
    make_clinic,
    make_clinician,
    make_grant,
    make_invitation,
    make_patient,
    make_proved_user,
)

pytestmark = pytest.mark.django_db

DELETE = "/settings/delete/"


@pytest.fixture
def clinician():
    return make_clinician(name="青木 まさと", user=make_proved_user("aoki-secret@example.jp"))


@pytest.fixture
def clinic(clinician):
    clinic = make_clinic(clinician, name="あおきクリニック")
    clinic.members.update(is_owner=True)
    return clinic


@pytest.fixture
def patient():
    return make_patient(display_name="はなこ")


@pytest.fixture
def browser(clinician):
    """Signed in with both proofs a moment ago."""
    browser = Client()
    sign_in_twice(browser, clinician.user, at=time.time())
    return browser


def add_member(clinic, *, is_owner=False, name="井上 看護師"):
    clinician = make_clinician(name=name)
    ClinicMember.objects.create(
        clinic=clinic, clinician=clinician, joined_at=LONG_AGO, is_owner=is_owner
    )
    return clinician


def log_of(patient):
    events = AccessEvent.objects.visible_to(on_behalf_of(patient.pk)).order_by("pk")
    return list(events.values_list("reader_name", "clinic_name", "kind"))


def grant_again(grant):
    return ShareGrant.objects.visible_to(on_behalf_of(grant.patient_id)).get(pk=grant.pk)


def test_alone_the_clinic_closes_and_each_patient_reads_that_it_ended(
    browser, clinician, clinic, patient
):
    taken = make_grant(patient, clinician, clinic=clinic)
    waiting = make_grant(make_patient(), clinician, clinic=clinic, accepted_at=None)
    revoked_at = LONG_AGO + timedelta(days=1)
    over = make_grant(make_patient(), clinician, clinic=clinic, revoked_at=revoked_at)
    page = browser.get(DELETE).text
    assert "閉じます" in page
    assert "2件" in page

    assert browser.post(DELETE).url == "/settings/delete/done/"

    assert not User.objects.filter(pk=clinician.user_id).exists()
    for grant in (taken, waiting):
        assert grant_again(grant).revoked_at is not None
        told = ("青木 まさと", "あおきクリニック", "clinic_closed")
        assert log_of(grant.patient)[-1] == told
    assert grant_again(over).revoked_at == revoked_at
    assert log_of(over.patient) == []


def test_the_patient_sees_it_in_words(browser, clinician, clinic, patient):
    make_grant(patient, clinician, clinic=clinic)
    browser.post(DELETE)
    phone = Client()
    phone.force_login(patient.user)

    assert "医療機関がなくなって終わりました" in phone.get("/sharing/").text
    log = phone.get("/sharing/log/").text
    assert "青木 まさと(あおきクリニック)" in log
    assert "医療機関がアカウントを消したので、共有が終わった" in log


def test_a_closed_clinic_is_found_by_nobody(clinician, clinic, patient):
    code = clinic.code
    phone = Client()
    phone.force_login(patient.user)
    assert phone.get(f"/sharing/clinic/{code}/").status_code == 200

    erase_account(clinician.user_id, now=timezone.now())

    assert phone.get(f"/sharing/clinic/{code}/").status_code == 404
    typed = phone.post("/sharing/clinic/", {"code": code})
    assert typed.status_code == 422
    assert code in typed.text
    now = timezone.now()
    terms = ShareTerms(("doses",), expires_at=now + timedelta(days=7))
    with pytest.raises(ClinicClosed):
        give_look_to_clinic(viewer_for(patient.user), clinic, terms, now=now)


def test_nobody_joins_a_clinic_that_closed_a_moment_ago(clinician, clinic):
    now = timezone.now()
    invitation = ClinicInvitation.objects.create(
        clinic=clinic, email="x@example.jp", created_at=now, expires_at=now + timedelta(days=1)
    )
    user = make_proved_user("x@example.jp")
    erase_account(clinician.user_id, now=now)

    assert not ClinicInvitation.objects.exists()
    with pytest.raises(ClinicClosed):
        join_clinic(user, viewer_for(user), invitation, name="井上", now=now)
    assert not Clinician.objects.filter(user=user).exists()


def test_with_others_at_the_clinic_the_only_owner_hands_over_first(
    browser, clinician, clinic, patient
):
    colleague = add_member(clinic)
    grant = make_grant(patient, clinician, clinic=clinic)
    page = browser.get(DELETE).text
    assert "管理者はあなただけです" in page
    assert "danger-zone" not in page

    answer = browser.post(DELETE)

    assert answer.status_code == 422
    assert "先に、ほかのメンバーを管理者にしてください" in answer.text
    with pytest.raises(HandOverFirst):
        erase_account(clinician.user_id, now=timezone.now())
    assert User.objects.filter(pk=clinician.user_id).exists()
    assert grant_again(grant).revoked_at is None

    clinic.members.filter(clinician=colleague).update(is_owner=True)
    assert browser.post(DELETE).url == "/settings/delete/done/"
    assert grant_again(grant).revoked_at is None
    assert log_of(patient) == []
    assert Clinic.objects.get(pk=clinic.pk).closed_at is None


def test_a_member_goes_and_the_clinic_stays(clinic, patient):
    member = add_member(clinic)
    grant = make_grant(patient, member, clinic=clinic)

    erase_account(member.user_id, now=timezone.now())

    assert Clinic.objects.get(pk=clinic.pk).closed_at is None
    assert grant_again(grant).revoked_at is None
    assert clinic.members.count() == 1


def test_who_was_removed_closes_nothing(clinic, clinician, patient):
    make_grant(patient, clinician, clinic=clinic)
    removed = add_member(clinic)
    ClinicMember.objects.filter(clinician=removed).update(removed_at=timezone.now())

    erase_account(removed.user_id, now=timezone.now())

    assert Clinic.objects.get(pk=clinic.pk).closed_at is None


def test_the_name_stays_in_the_patients_log_and_the_address_nowhere(
    browser, clinician, clinic, patient
):
    grant = make_grant(patient, clinician, clinic=clinic)
    browser.get(f"/shared/{grant.public_id}/")
    ClinicInvitation.objects.create(
        clinic=make_clinic(make_clinician()),
        email="aoki-secret@example.jp",
        created_at=LONG_AGO,
        expires_at=timezone.now() + timedelta(days=1),
    )
    assert columns_with("aoki-secret")

    browser.post(DELETE)

    assert columns_with("aoki-secret") == []
    assert log_of(patient)[0] == ("青木 まさと", "あおきクリニック", "reader_summary")
    assert Tombstone.objects.count() == 1
    assert not SignInSession.objects.filter(user_id=clinician.user_id).exists()


def test_what_was_opened_to_the_account_by_address_ends_too(patient):
    reader = make_proved_user("taro@example.jp")
    grant = make_invitation(patient, reader.email, reader=reader, accepted_at=LONG_AGO)

    erase_account(reader.pk, now=timezone.now())

    assert grant_again(grant).revoked_at is not None
    assert log_of(patient) == [("taro@example.jp", "", "reader_gone")]


def test_the_deletion_asks_for_the_second_step_again(clinician, clinic):
    """A browser that was left open yesterday deletes nothing."""
    browser = Client()
    TOTP.activate(clinician.user, generate_totp_secret())
    sign_in_twice(browser, clinician.user, at=time.time() - 3600)

    answer = browser.post(DELETE)

    assert "reauthenticate" in answer.url
    assert User.objects.filter(pk=clinician.user_id).exists()


def test_without_a_second_proof_there_is_no_deletion(clinician):
    browser = Client()
    browser.force_login(clinician.user)

    assert browser.get(DELETE).url.startswith("/second-step/")
    browser.post(DELETE)
    assert User.objects.filter(pk=clinician.user_id).exists()


def test_one_last_mail_tells_the_address(clinician, clinic, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        erase_account(clinician.user_id, now=timezone.now())

    assert [letter.to for letter in mail.outbox] == [["aoki-secret@example.jp"]]


def test_two_hundred_patients_are_told_within_one_request(
    clinician, clinic, django_assert_max_num_queries
):
    for _ in range(200):
        make_grant(make_patient(), clinician, clinic=clinic)

    with django_assert_max_num_queries(450):  # two for each patient: the log, the line on Tonight
        erase_account(clinician.user_id, now=timezone.now())
