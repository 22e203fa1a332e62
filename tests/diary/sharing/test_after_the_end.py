"""Who read until the sharing ended reads that it did; for everybody else there is no such page."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from ldn_app.access.models import AccessEvent
from ldn_app.access.viewer import on_behalf_of
from ldn_app.accounts.models import ClinicMember
from tests.cast import sign_in_twice
from tests.factories.people import (
    LONG_AGO,
    make_clinic,
    make_clinician,
    make_grant,
    make_invitation,
    make_patient,
    make_room,
)

pytestmark = pytest.mark.django_db

OVER = "この共有は終わりました"
FOR_PATIENTS = "これまでの記録は、そのまま残っています"


@pytest.fixture
def patient():
    return make_patient(display_name="はなこ")


@pytest.fixture
def clinician():
    return make_clinician()


def browser_of(user):
    browser = Client()
    sign_in_twice(browser, user)
    return browser


def ended(grant, **values):
    for name, value in (values or {"revoked_at": timezone.now()}).items():
        setattr(grant, name, value)
    grant.save()
    return f"/shared/{grant.public_id}/"


@pytest.mark.parametrize("page", ["", "summary.pdf", "days/2026-11-01/"])
def test_a_doctor_reads_that_it_is_over_and_nothing_of_the_patient(patient, clinician, page):
    grant = make_grant(patient, clinician)
    address = ended(grant)

    answer = browser_of(clinician.user).get(address + page)

    assert answer.status_code == 404
    assert OVER in answer.text
    assert FOR_PATIENTS not in answer.text
    assert "はなこ" not in answer.text
    assert "no-store" in answer["Cache-Control"]
    assert not AccessEvent.objects.visible_to(on_behalf_of(patient.pk)).exists()


def test_a_grant_that_ran_out_says_the_same(patient, clinician):
    grant = make_grant(patient, clinician)
    over = timezone.now() - timedelta(minutes=1)

    answer = browser_of(clinician.user).get(ended(grant, expires_at=over))

    assert (answer.status_code, OVER in answer.text) == (404, True)


def told(response) -> str:
    """The page without its tokens, which are new each time."""
    return re.sub(r'(name="(?:csrfmiddlewaretoken|form_owner)" value=")[^"]*', r"\1", response.text)


def test_whoever_never_held_it_learns_nothing(patient, clinician):
    grant = make_grant(patient, clinician)
    address, stranger = ended(grant), make_clinician()
    nowhere = "/shared/7f0c7a3e-0000-4000-8000-000000000000/"
    browser = browser_of(stranger.user)

    assert told(browser.get(address)) == told(browser.get(nowhere))
    assert OVER not in browser.get(address).text


def test_a_colleague_who_came_after_the_end_learns_nothing(patient, clinician):
    clinic = make_clinic(clinician)
    grant = make_grant(patient, clinician, clinic=clinic)
    address, late = ended(grant), make_clinician()
    soon = timezone.now() + timedelta(seconds=1)
    ClinicMember.objects.create(clinic=clinic, clinician=late, joined_at=soon)

    assert OVER not in browser_of(late.user).get(address).text


def test_a_grant_that_nobody_took_was_never_held(patient, clinician):
    grant = make_grant(patient, clinician, accepted_at=None)

    assert OVER not in browser_of(clinician.user).get(ended(grant)).text


def test_one_proof_is_not_enough_to_learn_of_it(patient, clinician):
    address, browser = ended(make_grant(patient, clinician)), Client()
    browser.force_login(clinician.user)

    answer = browser.get(address)

    assert answer.status_code == 302
    assert OVER not in answer.text


def test_a_family_member_reads_it_too(patient):
    reader = make_patient().user
    grant = make_invitation(patient, reader.email, reader=reader, accepted_at=LONG_AGO)

    answer = browser_of(reader).get(ended(grant))

    assert OVER in answer.text
    assert "/shared/with-me/" in answer.text or "見せてもらっている記録へ" in answer.text


def test_a_visitor_of_the_room_reads_it_and_another_browser_does_not(patient):
    grant, keys = make_room(patient)
    doctor = Client()
    said = {"secret": keys.secret, "name": "青木 医師", "code": keys.code}
    sheet = doctor.post("/look/", said).url
    ended(grant)

    answer, stranger = doctor.get(sheet), Client().get(sheet)

    assert (answer.status_code, stranger.status_code) == (404, 404)
    assert OVER in answer.text
    assert OVER not in stranger.text


def test_a_clinician_who_is_lost_reads_no_word_about_a_record_of_their_own(clinician):
    assert FOR_PATIENTS not in browser_of(clinician.user).get("/nowhere/").text


class TestRemovingAColleague:
    @pytest.fixture
    def clinic(self, clinician):
        clinic = make_clinic(clinician)
        ClinicMember.objects.filter(clinic=clinic).update(is_owner=True)
        return clinic

    @pytest.fixture
    def colleague(self, clinic):
        other = make_clinician(name="井上 看護師")
        return ClinicMember.objects.create(clinic=clinic, clinician=other, joined_at=LONG_AGO)

    def test_the_list_leads_to_a_question_and_posts_nothing(self, clinician, colleague):
        text = browser_of(clinician.user).get("/clinic/").text

        assert f'href="/clinic/members/{colleague.pk}/remove/"' in text
        assert f'action="/clinic/members/{colleague.pk}/remove/"' not in text

    def test_the_question_changes_nothing_and_its_answer_does(self, clinician, colleague):
        browser, address = browser_of(clinician.user), f"/clinic/members/{colleague.pk}/remove/"

        page = browser.get(address)

        assert "井上 看護師 さんをはずしますか" in page.text
        assert ClinicMember.objects.get(pk=colleague.pk).removed_at is None
        browser.post(address)
        assert ClinicMember.objects.get(pk=colleague.pk).removed_at is not None

    def test_whoever_is_no_owner_is_asked_nothing(self, clinician, colleague):
        browser = browser_of(colleague.clinician.user)
        member = ClinicMember.objects.get(clinician=clinician)

        assert browser.get(f"/clinic/members/{member.pk}/remove/").status_code == 404

    def test_giving_up_ownership_asks_too(self, clinician, clinic, colleague):
        ClinicMember.objects.filter(pk=colleague.pk).update(is_owner=True)
        browser, address = browser_of(clinician.user), f"/clinic/{clinic.code}/step-down/"

        assert "管理者をやめますか" in browser.get(address).text
        assert ClinicMember.objects.get(clinician=clinician).is_owner
        browser.post(address)
        assert not ClinicMember.objects.get(clinician=clinician).is_owner
