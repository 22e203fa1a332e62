"""A clinic's own pages: how it begins, its code, its people."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from ldn_app.accounts.clinic_code import printed
from ldn_app.accounts.models import Clinic, Clinician, ClinicInvitation, ClinicMember, Patient
from ldn_app.accounts.services import forget_clinic_invitations
from tests.cast import sign_in_twice
from tests.factories.people import (
    LONG_AGO,
    make_clinic,
    make_clinician,
    make_grant,
    make_patient,
    make_proved_user,
    make_user,
)

pytestmark = pytest.mark.django_db

JOIN = {"name": "青木 医師", "institution": "あおきクリニック"}


def browser_of(user):
    browser = Client()
    sign_in_twice(browser, user)
    return browser


@pytest.fixture
def owner():
    clinician = make_clinician(name="青木 医師")
    clinic = make_clinic(clinician, name="あおきクリニック")
    ClinicMember.objects.filter(clinic=clinic).update(is_owner=True)
    return clinician


@pytest.fixture
def clinic(owner):
    return Clinic.objects.get(members__clinician=owner)


@pytest.fixture
def colleague(clinic):
    clinician = make_clinician(name="井上 看護師")
    ClinicMember.objects.create(clinic=clinic, clinician=clinician, joined_at=LONG_AGO)
    return clinician


class TestBeginning:
    def test_an_account_without_a_diary_opens_a_clinic(self):
        user = make_patient().user
        browser = browser_of(user)

        answer = browser.post("/clinic/join/", JOIN)

        assert answer.url == "/clinic/"
        member = ClinicMember.objects.get(clinician__user=user)
        assert (member.is_owner, member.clinic.name) == (True, "あおきクリニック")
        assert not Patient.objects.filter(user=user).exists()
        page = browser.get("/clinic/").text
        assert printed(member.clinic.code) in page
        assert "segno" in page

    def test_somebody_with_a_diary_keeps_it_and_is_told(self):
        patient = make_patient(first_run_done_at=LONG_AGO)
        browser = browser_of(patient.user)

        assert "別のメールアドレス" in browser.get("/clinic/join/").text
        browser.post("/clinic/join/", JOIN)

        assert Patient.objects.filter(pk=patient.pk).exists()
        assert not Clinician.objects.exists()

    def test_a_diary_with_any_row_is_begun(self):
        patient = make_patient()
        make_grant(patient, make_clinician(), revoked_at=timezone.now())

        browser_of(patient.user).post("/clinic/join/", JOIN)

        assert Patient.objects.filter(pk=patient.pk).exists()

    def test_a_clinician_without_a_clinic_makes_one(self):
        clinician = make_clinician(name="青木 医師")
        browser = browser_of(clinician.user)
        assert "/clinic/join/" in browser.get("/clinic/").text

        browser.post("/clinic/join/", {"institution": "あおきクリニック"})

        assert Clinic.objects.get(members__clinician=clinician).name == "あおきクリニック"
        browser.post("/clinic/join/", {"institution": "もうひとつ"})
        assert Clinic.objects.count() == 1

    def test_what_is_missing_is_said(self):
        answer = browser_of(make_user()).post("/clinic/join/", {"name": " "})

        assert answer.status_code == 422
        assert "お名前を書いてください" in answer.text
        assert "医療機関の名前を書いてください" in answer.text

    def test_the_door_needs_the_second_proof(self, owner):
        browser = Client()
        browser.force_login(owner.user)

        assert browser.get("/clinic/").url.startswith("/second-step/")


class TestPoster:
    def test_it_carries_the_code_under_a_neutral_name(self, owner, clinic, tmp_path):
        answer = browser_of(owner.user).get(f"/clinic/{clinic.code}/poster.pdf")
        path = tmp_path / "poster.pdf"
        path.write_bytes(answer.content)
        pages = PdfReader(path).pages

        assert answer["Content-Disposition"] == 'inline; filename="kiroku-poster.pdf"'
        assert len(pages) == 1
        assert printed(clinic.code) in pages[0].extract_text()

    def test_another_clinics_poster_is_not_there(self, clinic):
        stranger = make_clinician()
        make_clinic(stranger)

        answer = browser_of(stranger.user).get(f"/clinic/{clinic.code}/poster.pdf")

        assert answer.status_code == 404


class TestMembers:
    def test_an_owner_removes_a_colleague_who_reads_nothing_any_more(
        self, owner, clinic, colleague
    ):
        grant = make_grant(make_patient(), owner, clinic=clinic)
        theirs = browser_of(colleague.user)
        assert theirs.get(f"/shared/{grant.public_id}/").status_code == 200
        member = ClinicMember.objects.get(clinician=colleague)

        browser_of(owner.user).post(f"/clinic/members/{member.pk}/remove/")

        assert theirs.get(f"/shared/{grant.public_id}/").status_code == 404

    def test_a_member_who_is_no_owner_removes_nobody(self, owner, colleague):
        member = ClinicMember.objects.get(clinician=owner)

        answer = browser_of(colleague.user).post(f"/clinic/members/{member.pk}/remove/")

        assert answer.status_code == 404
        assert ClinicMember.objects.get(pk=member.pk).removed_at is None

    def test_the_last_owner_stays(self, owner):
        member = ClinicMember.objects.get(clinician=owner)

        answer = browser_of(owner.user).post(f"/clinic/members/{member.pk}/remove/", follow=True)

        assert "はずせません" in answer.text
        assert ClinicMember.objects.get(pk=member.pk).removed_at is None

    def test_an_owner_of_another_clinic_removes_nobody_here(self, colleague):
        stranger = make_clinician()
        make_clinic(stranger)
        ClinicMember.objects.filter(clinician=stranger).update(is_owner=True)
        member = ClinicMember.objects.get(clinician=colleague)

        answer = browser_of(stranger.user).post(f"/clinic/members/{member.pk}/remove/")

        assert answer.status_code == 404


def test_every_button_of_the_door_works_under_protection_against_forgery(clinic, owner, colleague):
    make_grant(make_patient(), owner, clinic=clinic, accepted_at=None)
    now = timezone.now()
    ClinicInvitation.objects.create(
        clinic=clinic, email="x@example.jp", created_at=now, expires_at=now + timedelta(days=7)
    )

    page = browser_of(owner.user).get("/clinic/").text

    forms = page.count('method="post"')
    # Leave the computer; take, decline, make an owner, cancel; removing asks first.
    assert forms == 5
    assert page.count("csrfmiddlewaretoken") == forms


class TestInvitations:
    @pytest.fixture
    def invitation(self, clinic):
        now = timezone.now()
        return ClinicInvitation.objects.create(
            clinic=clinic,
            email="inoue@example.jp",
            created_at=now,
            expires_at=now + timedelta(days=7),
        )

    def test_the_mail_names_nobody(self, owner, clinic, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            browser_of(owner.user).post(
                f"/clinic/{clinic.code}/invite/", {"email": "Inoue@Example.jp"}
            )

        (letter,) = mail.outbox
        invitation = ClinicInvitation.objects.get()
        assert letter.to == [invitation.email] == ["inoue@example.jp"]
        assert f"/clinic/invited/{invitation.public_id}/" in letter.body
        for name in ("あおき", "青木", "LDN", clinic.code):
            assert name not in letter.subject + letter.body

    def test_only_owners_invite(self, clinic, colleague):
        answer = browser_of(colleague.user).post(
            f"/clinic/{clinic.code}/invite/", {"email": "inoue@example.jp"}
        )

        assert answer.status_code == 404
        assert not ClinicInvitation.objects.exists()

    def test_whoever_proved_the_address_joins_once(self, invitation, clinic):
        user = make_proved_user("Inoue@example.jp")
        browser = browser_of(user)
        address = f"/clinic/invited/{invitation.public_id}/"
        assert "あおきクリニック" in browser.get(address).text
        assert not ClinicMember.objects.filter(clinician__user=user).exists()

        browser.post(address, {"name": "井上 看護師"})

        member = ClinicMember.objects.get(clinician__user=user)
        assert (member.clinic, member.is_owner) == (clinic, False)
        assert browser.get(address).status_code == 404

    def test_an_address_that_is_not_proved_does_not_count(self, invitation):
        browser = browser_of(make_user(email="inoue@example.jp"))

        assert browser.get(f"/clinic/invited/{invitation.public_id}/").status_code == 404

    def test_others_expired_and_cancelled_ones_are_not_there(self, invitation, owner):
        address = f"/clinic/invited/{invitation.public_id}/"
        assert browser_of(make_proved_user("other@example.jp")).get(address).status_code == 404

        browser_of(owner.user).post(f"{address}cancel/")

        user = make_proved_user("inoue@example.jp")
        assert browser_of(user).get(address).status_code == 404
        assert "inoue@example.jp" not in browser_of(owner.user).get("/clinic/").text

    def test_a_diary_stays_a_diary(self, invitation):
        user = make_proved_user("inoue@example.jp")
        make_patient(user=user, first_run_done_at=LONG_AGO)
        address = f"/clinic/invited/{invitation.public_id}/"

        browser_of(user).post(address, {"name": "井上"})

        assert not ClinicMember.objects.filter(clinician__user=user).exists()
        assert "別のメールアドレス" in browser_of(user).get(address).text

    def test_who_was_removed_can_be_invited_again(self, invitation, clinic):
        user = make_proved_user("inoue@example.jp")
        clinician = make_clinician(user=user, name="井上 看護師")
        ClinicMember.objects.create(
            clinic=clinic, clinician=clinician, joined_at=LONG_AGO, removed_at=LONG_AGO
        )

        browser_of(user).post(f"/clinic/invited/{invitation.public_id}/", {"name": "井上"})

        assert clinic.members.filter(clinician=clinician, removed_at__isnull=True).count() == 1

    def test_an_invitation_that_is_over_is_forgotten(self, invitation):
        ends = invitation.expires_at

        assert forget_clinic_invitations(now=ends + timedelta(hours=23)) == 0
        assert forget_clinic_invitations(now=ends + timedelta(hours=25)) == 1

        assert not ClinicInvitation.objects.exists()

    def test_a_clinic_sends_twenty_a_day(self, owner, clinic, invitation):
        for _ in range(19):
            ClinicInvitation.objects.create(
                clinic=clinic,
                email="x@example.jp",
                created_at=invitation.created_at,
                expires_at=invitation.expires_at,
            )

        answer = browser_of(owner.user).post(
            f"/clinic/{clinic.code}/invite/", {"email": "one@example.jp"}
        )

        assert answer.status_code == 422
        assert "あしたまた" in answer.text
