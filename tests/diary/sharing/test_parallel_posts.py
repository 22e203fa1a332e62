"""The same form posted several times at the same moment makes one thing that lives, and ending it
leaves nothing. Real requests on real threads."""

from collections import Counter
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from diary.reminders.models import CalendarFeed
from diary.sharing.clinic_services import cancel_invitation, invite_colleague, join_clinic
from diary.sharing.errors import AlreadyGiven, ClinicClosed, InvitationOver
from diary.sharing.services import (
    ShareTerms,
    give_look_to_clinic,
    invite_person,
    revoke_share_grant,
)
from ldn_app.access.grants import take_grant
from ldn_app.access.models import ChangeEvent, ShareGrant
from ldn_app.access.viewer import NOBODY, GrantNotLive, on_behalf_of, viewer_for
from ldn_app.accounts.models import Clinic, ClinicInvitation, ClinicMember
from tests.at_once import at_once
from tests.cast import sign_in_by
from tests.factories.accounts import a_patient
from tests.factories.papers import make_medicine, make_result, make_score, make_supply
from tests.factories.people import (
    make_clinic,
    make_clinician,
    make_grant,
    make_invitation,
    make_proved_user,
)

pytestmark = pytest.mark.django_db(transaction=True)
TAPS = 6
TERMS = {"categories": ["plan", "doses"], "days": "all", "ends": "week"}


@pytest.fixture
def patient():
    return a_patient()


def posts(user, address: str, posted: dict, *, prove: str = "code") -> list:
    """As many browsers of ``user`` as TAPS, each about to send the same."""
    browsers = [Client() for _ in range(TAPS)]
    for browser in browsers:
        sign_in_by(browser, user, prove)
    return [lambda browser=browser: browser.post(address, posted) for browser in browsers]


def live(patient) -> list[ShareGrant]:
    rows = ShareGrant.objects.unscoped(reason="test").filter(patient=patient)
    return list(rows.live(timezone.now() + timedelta(seconds=5)))


def a_way(way: str) -> tuple[str, dict]:
    """The address of a form that gives something, and what is posted there."""
    if way == "clinic":
        clinic = make_clinic(make_clinician())
        return f"/sharing/clinic/{clinic.code}/", TERMS
    more = {"email": "mother@example.jp"} if way == "person" else {}
    return f"/sharing/{way}/", {**TERMS, **more}


@pytest.mark.parametrize("way", ["room", "link", "clinic", "person"])
def test_many_taps_give_one_grant_and_ending_it_ends_all(patient, way):
    address, posted = a_way(way)

    assert at_once(*posts(patient.user, address, posted)) == []

    (grant,) = live(patient)
    assert len(mail.outbox) == (1 if way == "person" else 0)
    revoke_share_grant(on_behalf_of(patient.pk), grant, now=timezone.now())
    assert live(patient) == []


@pytest.mark.parametrize("way", ["room", "link"])
def test_another_look_with_other_terms_is_another_look(patient, client, way):
    sign_in_by(client, patient.user, "code")

    client.post(f"/sharing/{way}/", TERMS)
    client.post(f"/sharing/{way}/", {**TERMS, "categories": ["plan"]})

    assert len(live(patient)) == 2


@pytest.mark.parametrize("seconds", [-2, 2])
def test_a_request_that_waited_knows_of_the_one_before_whatever_its_clock_said(patient, seconds):
    """The later of two requests may have read its clock before the earlier one."""
    viewer, now = viewer_for(patient.user), timezone.now()
    clinic = make_clinic(make_clinician())
    terms = ShareTerms(("plan",), now + timedelta(days=7))
    other = now + timedelta(seconds=seconds)
    give_look_to_clinic(viewer, clinic, terms, now=now)
    invite_person(viewer, "mother@example.jp", terms, now=now)

    with pytest.raises(AlreadyGiven):
        give_look_to_clinic(viewer, clinic, terms, now=other)
    with pytest.raises(AlreadyGiven):
        invite_person(viewer, "Mother@example.jp", terms, now=other)


def test_what_is_over_makes_room(patient):
    viewer, now = viewer_for(patient.user), timezone.now()
    clinic = make_clinic(make_clinician())
    soon = ShareTerms(("plan",), now + timedelta(minutes=1))
    later = now + timedelta(minutes=2)
    first = give_look_to_clinic(viewer, clinic, soon, now=now)

    second = give_look_to_clinic(
        viewer, clinic, ShareTerms(("plan",), now + timedelta(days=2)), now=later
    )

    assert second.pk != first.pk
    assert second.is_live(later)


@pytest.mark.parametrize("kind", ["clinic", "person"])
def test_two_of_before_end_together(patient, kind):
    """Records hold such pairs from before the rule."""
    clinician = make_clinician()
    for _number in range(2):
        if kind == "clinic":
            grant = make_grant(patient, clinician)
        else:
            grant = make_invitation(patient, "mother@example.jp")
    assert len(live(patient)) == 2

    revoke_share_grant(on_behalf_of(patient.pk), grant, now=timezone.now())

    assert live(patient) == []


def test_many_taps_on_a_calendars_address_leave_one(patient):
    assert at_once(*posts(patient.user, "/settings/reminders/calendar/make/", {})) == []

    assert CalendarFeed.objects.unscoped(reason="test").count() == 1


def test_many_taps_open_one_clinic():
    user = make_proved_user("doctor@example.jp")

    form = {"name": "架空 医師", "institution": "架空クリニック"}
    assert at_once(*posts(user, "/clinic/join/", form)) == []

    assert Clinic.objects.count() == 1
    assert ClinicMember.objects.count() == 1


def test_many_taps_invite_a_colleague_once():
    owner = make_clinician()
    clinic = make_clinic(owner)
    ClinicMember.objects.update(is_owner=True)
    address = f"/clinic/{clinic.code}/invite/"

    posted = {"email": "colleague@example.jp"}
    assert at_once(*posts(owner.user, address, posted, prove="mfa")) == []

    assert ClinicInvitation.objects.count() == 1
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    "spelled", ["C@example.jp", "ｃ＠ｅｘａｍｐｌｅ．ｊｐ", "mailto:c@example.jp"]
)
def test_a_colleague_who_is_invited_again_later_has_one_invitation(spelled):
    clinic, now = make_clinic(make_clinician()), timezone.now()
    first = invite_colleague(clinic, "c@example.jp", now=now)

    second = invite_colleague(clinic, spelled, now=now + timedelta(hours=1))

    first.refresh_from_db()
    assert first.expires_at <= second.created_at
    assert len(mail.outbox) == 2


def test_many_taps_join_a_clinic_once():
    clinic, now = make_clinic(make_clinician()), timezone.now()
    invitation = invite_colleague(clinic, "c@example.jp", now=now)
    user = make_proved_user("c@example.jp")

    address = f"/clinic/invited/{invitation.public_id}/"
    assert at_once(*posts(user, address, {"name": "架空 医師"})) == []

    assert ClinicMember.objects.filter(clinician__user=user).count() == 1


@pytest.mark.parametrize("seconds", [-1, 0, 1])
def test_an_invitation_that_was_cancelled_under_way_lets_nobody_in(seconds):
    """Cancelled after the page was asked for and before the clinic was locked."""
    clinic, now = make_clinic(make_clinician()), timezone.now()
    invitation = invite_colleague(clinic, "c@example.jp", now=now - timedelta(days=1))
    user = make_proved_user("c@example.jp")
    cancel_invitation(invitation, now=now + timedelta(seconds=seconds))

    with pytest.raises(InvitationOver):
        join_clinic(user, NOBODY, invitation, name="架空 医師", now=now)

    assert not ClinicMember.objects.filter(clinician__user=user).exists()


def test_an_invitation_whose_week_is_over_lets_nobody_in():
    clinic, now = make_clinic(make_clinician()), timezone.now()
    invitation = invite_colleague(clinic, "c@example.jp", now=now - timedelta(days=8))

    with pytest.raises(InvitationOver):
        join_clinic(make_proved_user("c@example.jp"), NOBODY, invitation, name="架空 医師", now=now)


def test_a_clinic_that_was_closed_under_way_lets_nobody_in():
    clinic, now = make_clinic(make_clinician()), timezone.now()
    invitation = invite_colleague(clinic, "c@example.jp", now=now)
    Clinic.objects.update(closed_at=now)

    with pytest.raises(ClinicClosed):
        join_clinic(make_proved_user("c@example.jp"), NOBODY, invitation, name="架空 医師", now=now)


def test_a_grant_that_ran_out_before_it_was_taken_stays_shut(patient):
    now = timezone.now()
    grant = make_grant(patient, make_clinician(), accepted_at=None, expires_at=now)

    with pytest.raises(GrantNotLive):
        take_grant(grant, reader_name="架空 医師", now=now)


def test_taking_back_many_times_is_logged_once(patient):
    """Of every kind of row that a patient takes out again, each by its own page."""
    day = timezone.localdate()
    rows = {
        "labs": make_result(patient, day),
        "supply": make_supply(patient, day),
        "medicines": make_medicine(patient),
        "questionnaires": make_score(patient, day),
    }
    for room, row in rows.items():
        assert at_once(*posts(patient.user, f"/{room}/{row.pk}/remove/", {})) == []

    lines = ChangeEvent.objects.unscoped(reason="test").filter(action="deleted")
    labels = Counter(lines.values_list("model_label", flat=True))
    assert set(labels.values()) == {1}
    assert len(labels) == len(rows)
