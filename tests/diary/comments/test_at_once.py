"""Two taps, two clinicians, a reader and an end at the same moment. Real threads."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from diary.comments.errors import AlreadyRead, TooManyComments
from diary.comments.models import Comment
from diary.comments.notice import KEY
from diary.comments.services import COMMENTS_A_DAY, mark_read, take_back, write_comment
from diary.sharing.services import revoke_share_grant
from ldn_app.access.viewer import GrantNotLive, on_behalf_of, viewer_through
from tests.at_once import at_once
from tests.factories.comments import make_comment

NOW = datetime(2026, 11, 22, 13, 4, tzinfo=UTC)
TAPS = 6

pytestmark = pytest.mark.django_db(transaction=True)


def writing(grant, clinician, form_id: UUID | None = None) -> Callable:
    viewer = viewer_through(grant, user_id=clinician.user_id, now=NOW)

    def write():
        words = {"author_name": "青木 医師", "text": "ひとこと", "form_id": form_id or uuid4()}
        write_comment(viewer, now=NOW, **words)

    return write


def comments_of(patient):
    return Comment.objects.visible_to(on_behalf_of(patient.pk))


def notice_stands(patient) -> bool:
    patient.refresh_from_db()
    return KEY in patient.standing_notices


def test_many_taps_on_one_form_are_one_comment(patient, grant, clinician):
    errors = at_once(*[writing(grant, clinician, uuid4())] * TAPS)

    assert errors == []
    assert comments_of(patient).count() == 1
    assert notice_stands(patient)


def test_the_limit_of_a_day_holds(patient, grant, clinician):
    for _ in range(COMMENTS_A_DAY - 2):
        make_comment(grant, clinician, written_at=NOW - timedelta(hours=1))

    errors = at_once(*(writing(grant, clinician) for _ in range(TAPS)))

    assert {type(error) for error in errors} == {TooManyComments}
    assert comments_of(patient).count() == COMMENTS_A_DAY


@pytest.mark.parametrize("_", range(5))
def test_what_comes_while_another_is_read_is_told_on_tonight(patient, grant, clinician, _):
    owner = on_behalf_of(patient.pk)
    comment = make_comment(grant, clinician)

    errors = at_once(
        lambda: mark_read(owner, comment, now=NOW),
        writing(grant, clinician),
    )

    assert errors == []
    assert notice_stands(patient)


@pytest.mark.parametrize("_", range(5))
def test_read_and_taken_back_at_once_is_one_of_them(patient, grant, clinician, _):
    comment = make_comment(grant, clinician)
    viewer = viewer_through(grant, user_id=clinician.user_id, now=NOW)

    errors = at_once(
        lambda: mark_read(on_behalf_of(patient.pk), comment, now=NOW),
        lambda: take_back(viewer, comment, author_name="青木 医師", now=NOW),
    )

    assert {type(error) for error in errors} <= {AlreadyRead}
    comment.refresh_from_db()
    assert (comment.read_at is None) != (comment.taken_back_at is None)
    assert not notice_stands(patient)


@pytest.mark.parametrize("_", range(5))
def test_an_end_at_the_same_moment_is_before_or_after_it(patient, grant, clinician, _):
    errors = at_once(
        writing(grant, clinician),
        lambda: revoke_share_grant(on_behalf_of(patient.pk), grant, now=NOW),
    )

    assert {type(error) for error in errors} <= {GrantNotLive}
    assert comments_of(patient).count() == 1 - len(errors)
