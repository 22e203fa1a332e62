"""Who may write a comment: for random grants, exactly what a few plain lines say."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from diary.comments.models import Comment
from diary.comments.queries import written_by
from diary.comments.services import write_comment
from ldn_app.access.grants import grant_for_comments
from ldn_app.access.models import AccessEvent, ShareGrant
from ldn_app.access.viewer import GrantNotLive, Role, Viewer, on_behalf_of
from ldn_app.accounts.models import ClinicMember
from tests.factories.people import (
    make_clinician,
    make_grant,
    make_health_link,
    make_invitation,
    make_patient,
    make_room,
)

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
moments = some.sampled_from([NOW + timedelta(seconds=seconds) for seconds in (-60, -1, 0, 1, 60)])
grants = some.fixed_dictionaries(
    {
        "kind": some.sampled_from(["clinic", "clinic", "person", "room", "link"]),
        "may_comment": some.booleans(),
        "accepted_at": some.none() | some.just(NOW - timedelta(days=1)),
        "revoked_at": some.none() | moments.filter(lambda at: at <= NOW),
        "created_at": moments,
        "expires_at": moments,
        "who": some.sampled_from(["member", "member", "removed", "stranger", "visitor"]),
    }
).filter(lambda grant: grant["created_at"] < grant["expires_at"])


def reference(grant) -> bool:
    """The whole of the right to write."""
    allowed = grant["kind"] == "clinic" and grant["may_comment"]
    taken = grant["accepted_at"] is not None and grant["revoked_at"] is None
    runs = grant["created_at"] <= NOW < grant["expires_at"]
    return allowed and taken and runs and grant["who"] == "member"


def stored(patient, clinician, grant) -> ShareGrant:
    columns = {name: value for name, value in grant.items() if name not in {"kind", "who"}}
    if grant["kind"] == "clinic":
        return make_grant(patient, clinician, **columns)
    columns["may_comment"] = False  # The database takes no other answer.
    if grant["kind"] in ("room", "link"):
        make = make_room if grant["kind"] == "room" else make_health_link
        return make(patient, **columns)[0]
    return make_invitation(patient, clinician.user.email, reader=clinician.user, **columns)


def reader(patient, grant, user_id) -> Viewer:
    """Somebody who got past the page's own check, whatever the grant says now."""
    columns = {"categories": frozenset(), "may_comment": True}
    return Viewer(Role.READER, user_id, patient.pk, grant_id=grant.pk, **columns)


def rows(model):
    return model.objects.unscoped(reason="a test looks at everything")


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(grant=grants)
def test_a_reader_writes_when_the_reference_says_so(db, grant):
    patient, clinician, stranger = make_patient(), make_clinician(), make_clinician()
    row = stored(patient, clinician, grant)
    removed_at = NOW if grant["who"] == "removed" else None
    ClinicMember.objects.filter(clinician=clinician).update(removed_at=removed_at)
    ids = {"stranger": stranger.user_id, "visitor": None}
    viewer = reader(patient, row, ids.get(grant["who"], clinician.user_id))

    try:
        write_comment(viewer, author_name="医師", text="ひとこと", form_id=uuid4(), now=NOW)
    except GrantNotLive:
        written = False
    else:
        written = True

    assert written == reference(grant)
    assert rows(Comment).filter(patient=patient).count() == written
    lines = rows(AccessEvent).filter(patient=patient, kind="comment_written")
    assert lines.count() == written


def test_a_clinic_without_members_is_open_to_nobody(db):
    patient, clinician = make_patient(), make_clinician()
    grant = make_grant(patient, clinician, may_comment=True)
    ClinicMember.objects.all().delete()

    with pytest.raises(GrantNotLive):
        grant_for_comments(reader(patient, grant, None), now=NOW)


def test_a_grant_that_takes_no_comments_gives_no_right(db):
    patient, clinician = make_patient(), make_clinician()
    grant = make_grant(patient, clinician)
    viewer = Viewer(Role.READER, clinician.user_id, patient.pk, grant_id=grant.pk)

    assert not written_by(viewer).exists()
    with pytest.raises(GrantNotLive):
        grant_for_comments(viewer, now=NOW)


def test_the_patient_does_not_write_to_themselves(db):
    patient, clinician = make_patient(), make_clinician()
    make_grant(patient, clinician, may_comment=True)

    with pytest.raises(GrantNotLive):
        grant_for_comments(on_behalf_of(patient.pk), now=NOW)
