"""Writing a comment, taking it back, reading it.

Each holds the grant, then the patient's row, in this order: what happens at the same moment
(revoking, a doubled tap, reading) comes before or after it, and the line on Tonight stays true.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from ldn_app.access.audit import CHANGED, record_access, record_change
from ldn_app.access.grants import grant_for_comments
from ldn_app.access.models import AccessKind, ShareGrant
from ldn_app.access.viewer import Viewer
from ldn_app.accounts.models import Patient

from .errors import AlreadyRead, AlreadySent, TooManyComments
from .models import Comment
from .notice import let_notice_stand

COMMENTS_A_DAY = 10


@transaction.atomic
def write_comment(
    viewer: Viewer, *, author_name: str, text: str, form_id: UUID, now: datetime
) -> Comment:
    """Words of ``viewer`` to the patient whose grant they opened; the patient's log says so.

    ``text`` is plain already. The same form a second time returns what it wrote the first time.
    Raises GrantNotLive when this viewer may not, or no longer, write through the grant;
    AlreadySent when the form was sent with other words; TooManyComments.
    """
    grant = _held(viewer, now)
    sent = Comment.objects.unscoped(reason="a clinician writes through a grant").filter(grant=grant)
    if (known := sent.filter(form_id=form_id).first()) is not None:
        if (known.author_id, known.text) != (viewer.user_id, text):
            raise AlreadySent
        return known
    if sent.filter(written_at__gt=now - timedelta(days=1)).count() >= COMMENTS_A_DAY:
        raise TooManyComments
    comment = sent.create(
        patient=grant.patient,
        grant=grant,
        author_id=viewer.user_id,
        author_name=author_name,
        clinic_name=grant.clinic.name,
        text=text,
        form_id=form_id,
        written_at=now,
    )
    record_access(grant, reader_name=author_name, kind=AccessKind.COMMENT_WRITTEN, at=now)
    let_notice_stand(grant.patient_id, unread=True)
    return comment


@transaction.atomic
def take_back(viewer: Viewer, comment: Comment, *, author_name: str, now: datetime) -> None:
    """The words are gone; the patient reads that there were some. Again changes nothing.

    Raises GrantNotLive as ``write_comment``, and AlreadyRead.
    """
    grant = _held(viewer, now)
    mine = Comment.objects.unscoped(reason="a clinician takes back their own words")
    mine = mine.filter(pk=comment.pk, grant=grant, author_id=viewer.user_id)
    if mine.filter(taken_back_at=None, read_at=None).update(text="", taken_back_at=now):
        record_access(grant, reader_name=author_name, kind=AccessKind.COMMENT_TAKEN_BACK, at=now)
        _tell_tonight(grant.patient_id)
    elif mine.filter(read_at__isnull=False).exists():
        raise AlreadyRead


@transaction.atomic
def mark_read(viewer: Viewer, comment: Comment, *, now: datetime) -> None:
    """The patient says that they read it; the author sees the day. Again changes nothing."""
    Patient.objects.select_for_update().get(pk=viewer.patient_id)
    mine = Comment.objects.editable_by(viewer).filter(pk=comment.pk)
    if mine.filter(read_at=None, taken_back_at=None).update(read_at=now):
        record_change(viewer, comment, CHANGED, at=now, fields=["read_at"])
    _tell_tonight(viewer.patient_id)


def _held(viewer: Viewer, now: datetime) -> ShareGrant:
    grant = grant_for_comments(viewer, now=now)
    Patient.objects.select_for_update().get(pk=grant.patient_id)
    return grant


def _tell_tonight(patient_id: int) -> None:
    """Let the line on Tonight stand exactly while something is unread."""
    rows = Comment.objects.unscoped(reason="Tonight's line follows what is unread")
    unread = rows.filter(patient_id=patient_id, read_at=None, taken_back_at=None)
    let_notice_stand(patient_id, unread=unread.exists())
