"""Where a clinician writes: a part of the shared sheet, and a page of its own."""

from dataclasses import dataclass

from ldn_app.access.models import ShareGrant
from ldn_app.access.viewer import Viewer

from .forms import CommentForm, empty_form
from .models import Comment
from .queries import written_by


@dataclass(frozen=True, slots=True)
class Desk:
    """``written``: this clinician's own words through this grant, the newest first.
    ``query``: which days of the sheet to come back to, as it stands in an address ("" or "?…")."""

    grant: ShareGrant
    form: CommentForm
    written: tuple[Comment, ...]
    query: str


def desk_of(
    viewer: Viewer, grant: ShareGrant, *, query: str = "", form: CommentForm | None = None
) -> Desk | None:
    """None where the patient takes no comments."""
    if not viewer.may_comment:
        return None
    return Desk(grant, form or empty_form(), tuple(written_by(viewer)), query)
