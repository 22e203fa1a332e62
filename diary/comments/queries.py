"""What the patient and the author see of comments."""

from django.db.models import QuerySet

from ldn_app.access.viewer import Viewer

from .models import Comment


def received(viewer: Viewer) -> QuerySet[Comment]:
    """Every comment to the patient, the newest first."""
    return Comment.objects.visible_to(viewer).order_by("-written_at", "-pk")


def count_unread(viewer: Viewer) -> int:
    return Comment.objects.visible_to(viewer).filter(read_at=None, taken_back_at=None).count()


def written_by(viewer: Viewer) -> QuerySet[Comment]:
    """What this reader wrote through the grant that they have opened, the newest first."""
    rows = Comment.objects.unscoped(reason="a clinician sees their own words and the read mark")
    if viewer.grant_id is None or not viewer.may_comment:
        return rows.none()
    mine = rows.filter(grant_id=viewer.grant_id, author_id=viewer.user_id)
    return mine.order_by("-written_at", "-pk")
