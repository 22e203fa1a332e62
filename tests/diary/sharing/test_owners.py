"""Owners of a clinic: a second one, handing over, and never none."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from diary.sharing.clinic_owners import make_owner, remove_member, step_down
from diary.sharing.errors import LastOwner, NotAMember, NotAnOwner
from ldn_app.accounts.models import Clinic, ClinicMember
from tests.cast import sign_in_twice
from tests.factories.people import LONG_AGO, make_clinic, make_clinician

pytestmark = pytest.mark.django_db


def browser_of(clinician):
    browser = Client()
    sign_in_twice(browser, clinician.user)
    return browser


@pytest.fixture
def owner():
    return make_clinician(name="青木 医師")


@pytest.fixture
def colleague():
    return make_clinician(name="井上 看護師")


@pytest.fixture
def clinic(owner, colleague):
    clinic = make_clinic(owner, colleague, name="あおきクリニック")
    clinic.members.filter(clinician=owner).update(is_owner=True)
    return clinic


def member(clinic, clinician) -> ClinicMember:
    return clinic.members.get(clinician=clinician)


def owners(clinic):
    found = clinic.members.filter(is_owner=True, removed_at__isnull=True)
    return {one.clinician.name for one in found.select_related("clinician")}


def test_handing_over_is_a_second_owner_and_then_stepping_down(clinic, owner, colleague):
    browser = browser_of(owner)
    address = f"/clinic/members/{member(clinic, colleague).pk}/owner/"
    step_down_address = f"/clinic/{clinic.code}/step-down/"
    assert address in browser.get("/clinic/").text
    assert step_down_address not in browser.get("/clinic/").text

    said = browser.post(address, follow=True)

    assert "管理者にしました" in said.text
    assert owners(clinic) == {"青木 医師", "井上 看護師"}
    assert step_down_address in browser.get("/clinic/").text
    said = browser.post(step_down_address, follow=True)
    assert "管理者をやめました" in said.text
    assert owners(clinic) == {"井上 看護師"}
    assert browser.post(step_down_address).status_code == 404
    assert "はずす" in browser_of(colleague).get("/clinic/").text


def test_the_last_owner_cannot_step_down(clinic, owner):
    said = browser_of(owner).post(f"/clinic/{clinic.code}/step-down/", follow=True)

    assert "先に、ほかのメンバーを管理者にしてください" in said.text
    assert owners(clinic) == {"青木 医師"}


def test_a_member_makes_nobody_an_owner(clinic, colleague):
    browser = browser_of(colleague)
    mine = member(clinic, colleague).pk

    assert "管理者にする" not in browser.get("/clinic/").text
    assert browser.post(f"/clinic/members/{mine}/owner/").status_code == 404
    assert browser.post(f"/clinic/{clinic.code}/step-down/").status_code == 404
    assert owners(clinic) == {"青木 医師"}


def test_an_owner_of_another_clinic_makes_nobody_an_owner_here(clinic, colleague):
    stranger = make_clinician()
    make_clinic(stranger).members.update(is_owner=True)

    answer = browser_of(stranger).post(f"/clinic/members/{member(clinic, colleague).pk}/owner/")

    assert answer.status_code == 404
    assert owners(clinic) == {"青木 医師"}


def test_without_a_second_proof_nothing_changes(clinic, owner, colleague):
    browser = Client()
    browser.force_login(owner.user)

    answer = browser.post(f"/clinic/members/{member(clinic, colleague).pk}/owner/")

    assert answer.url.startswith("/second-step/")
    assert owners(clinic) == {"青木 医師"}


@pytest.mark.parametrize(
    ("path", "status"), [("members/{pk}/owner/", 405), ("{code}/step-down/", 200)]
)
def test_opening_the_address_changes_nothing(clinic, owner, colleague, path, status):
    address = path.format(pk=member(clinic, colleague).pk, code=clinic.code)

    assert browser_of(owner).get(f"/clinic/{address}").status_code == status


def test_who_was_removed_becomes_no_owner(clinic, owner, colleague):
    gone = member(clinic, colleague)
    ClinicMember.objects.filter(pk=gone.pk).update(removed_at=timezone.now())

    with pytest.raises(NotAMember):
        make_owner(gone, by=owner.user_id)
    assert browser_of(owner).post(f"/clinic/members/{gone.pk}/owner/").status_code == 404


def test_who_is_no_owner_any_more_decides_nothing(clinic, owner, colleague):
    """The page of an owner who was removed while it stood open."""
    other = make_clinician()
    ClinicMember.objects.create(clinic=clinic, clinician=other, joined_at=LONG_AGO, is_owner=True)
    clinic.members.filter(clinician=owner).update(removed_at=timezone.now())
    target = member(clinic, colleague)

    with pytest.raises(NotAnOwner):
        make_owner(target, by=owner.user_id)
    with pytest.raises(NotAnOwner):
        remove_member(target, by=owner.user_id, now=timezone.now())
    with pytest.raises(NotAnOwner):
        step_down(clinic, by=owner.user_id)


def test_two_owners_may_remove_each_other_but_not_both(clinic, owner, colleague):
    clinic.members.update(is_owner=True)

    remove_member(member(clinic, colleague), by=owner.user_id, now=timezone.now())

    with pytest.raises(NotAnOwner):
        remove_member(member(clinic, owner), by=colleague.user_id, now=timezone.now())
    with pytest.raises(LastOwner):
        remove_member(member(clinic, owner), by=owner.user_id, now=timezone.now())


@pytest.mark.django_db(transaction=True)
def test_owners_who_step_down_at_the_same_moment_leave_one(clinic, owner, colleague):
    others = [make_clinician() for _ in range(4)]
    for one in others:
        ClinicMember.objects.create(clinic=clinic, clinician=one, joined_at=LONG_AGO)
    clinic.members.update(is_owner=True)
    ids = [one.user_id for one in (owner, colleague, *others)]

    def go(user_id):
        try:
            step_down(Clinic.objects.get(pk=clinic.pk), by=user_id)
        except LastOwner:
            return "stays"
        finally:
            connections.close_all()
        return "goes"

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(go, ids))

    assert sorted(answers) == ["goes"] * 5 + ["stays"]
    assert len(owners(clinic)) == 1
