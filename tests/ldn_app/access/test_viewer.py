from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from ldn_app.access.grants import decline_grant, live_grant, live_grants, take_grant
from ldn_app.access.models import AccessEvent
from ldn_app.access.viewer import (
    NOBODY,
    GrantNotLive,
    Role,
    on_behalf_of,
    viewer_for,
    viewer_through,
)
from ldn_app.accounts.models import ClinicMember
from tests.factories.people import (
    make_clinician,
    make_grant,
    make_invitation,
    make_patient,
    make_proved_user,
    make_user,
)

NOW = datetime(2026, 11, 22, 13, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def test_a_patient_is_their_own_viewer_and_reads_everything():
    patient = make_patient()

    viewer = viewer_for(patient.user)

    assert (viewer.role, viewer.patient_id) == (Role.PATIENT, patient.pk)
    assert viewer.may_read("doses")
    assert viewer.may_edit


def test_a_clinician_sees_nothing_before_a_grant_is_opened():
    viewer = viewer_for(make_clinician().user)

    assert (viewer.role, viewer.patient_id) == (Role.CLINICIAN, None)
    assert not viewer.may_read("doses")
    assert not viewer.may_edit


@pytest.mark.parametrize("values", [{}, {"is_staff": True}, {"is_superuser": True}])
def test_an_account_without_a_part_is_nobody(values):
    assert viewer_for(make_user(**values)) == NOBODY


def test_a_superuser_is_nobody_even_with_a_diary():
    patient = make_patient(user=make_user(is_superuser=True))

    assert viewer_for(patient.user) == NOBODY


def test_anonymous_and_switched_off_accounts_are_nobody():
    assert viewer_for(AnonymousUser()) == NOBODY
    assert viewer_for(make_patient(user=make_user(is_active=False)).user) == NOBODY


def test_an_open_grant_makes_a_viewer_of_exactly_its_extent():
    clinician = make_clinician()
    grant = make_grant(make_patient(), clinician, categories=["doses"])

    viewer = viewer_through(grant, user_id=clinician.user_id, now=NOW)

    assert viewer.patient_id == grant.patient_id
    assert viewer.may_read("doses")
    assert not viewer.may_read("symptoms")
    assert not viewer.may_edit


def not_live(now=NOW):
    return [
        pytest.param({"revoked_at": now - timedelta(seconds=1)}, id="revoked"),
        pytest.param({"expires_at": now}, id="over at this very moment"),
        pytest.param({"created_at": now + timedelta(seconds=1)}, id="not yet open"),
    ]


@pytest.mark.parametrize("values", not_live())
def test_a_grant_that_is_not_live_opens_nothing(values):
    clinician = make_clinician()
    grant = make_grant(make_patient(), clinician, **values)

    with pytest.raises(GrantNotLive):
        live_grant(grant.public_id, user_id=clinician.user_id, now=NOW)
    with pytest.raises(GrantNotLive):
        viewer_through(grant, user_id=clinician.user_id, now=NOW)
    assert not live_grants(clinician.user_id, now=NOW).exists()


def test_somebody_elses_grant_opens_nothing():
    grant = make_grant(make_patient(), make_clinician())
    stranger = make_clinician()

    with pytest.raises(GrantNotLive):
        live_grant(grant.public_id, user_id=stranger.user_id, now=NOW)


def test_a_clinician_lists_the_grants_made_out_to_them():
    clinician = make_clinician()
    grant = make_grant(make_patient(), clinician)
    make_grant(make_patient(), make_clinician())

    assert list(live_grants(clinician.user_id, now=NOW)) == [grant]


def test_what_nobody_took_yet_is_open_to_nobody():
    clinician, family = make_clinician(), make_proved_user("taro@example.jp")
    to_clinic = make_grant(make_patient(), clinician, accepted_at=None)
    to_person = make_invitation(make_patient(), "taro@example.jp", reader=family)

    for grant, user_id in ((to_clinic, clinician.user_id), (to_person, family.pk)):
        with pytest.raises(GrantNotLive):
            live_grant(grant.public_id, user_id=user_id, now=NOW)
        assert not live_grants(user_id, now=NOW).exists()


def test_a_person_reads_what_they_took_and_nobody_else_does():
    family = make_proved_user("taro@example.jp")
    grant = make_invitation(make_patient(), "taro@example.jp", reader=family, accepted_at=NOW)

    assert live_grant(grant.public_id, user_id=family.pk, now=NOW) == grant
    with pytest.raises(GrantNotLive):
        live_grant(grant.public_id, user_id=make_user().pk, now=NOW)


def test_one_answer_only():
    grant = make_grant(make_patient(), make_clinician(), accepted_at=None)
    decline_grant(grant, reader_name="青木 医師", now=NOW)

    with pytest.raises(GrantNotLive):
        take_grant(grant, reader_name="井上 医師", now=NOW)

    event = AccessEvent.objects.visible_to(on_behalf_of(grant.patient_id)).get()
    assert (event.kind, event.reader_name) == ("grant_declined", "青木 医師")


def test_a_clinic_that_has_members_twice_lists_a_grant_once():
    clinician = make_clinician()
    grant = make_grant(make_patient(), clinician)
    for _ in range(2):
        ClinicMember.objects.create(
            clinic=grant.clinic, clinician=clinician, joined_at=NOW, removed_at=NOW
        )
    ClinicMember.objects.create(clinic=grant.clinic, clinician=make_clinician(), joined_at=NOW)

    assert list(live_grants(clinician.user_id, now=NOW)) == [grant]
