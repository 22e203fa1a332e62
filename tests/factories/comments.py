"""Comments of clinicians, invented."""

from itertools import count
from uuid import uuid4

from django.utils import timezone

from diary.comments.models import Comment
from ldn_app.access.models import ShareGrant
from ldn_app.accounts.models import Clinician

_numbers = count(1)


def make_comment(grant: ShareGrant, clinician: Clinician, **values) -> Comment:
    """A comment of ``clinician`` through ``grant``, unread, without the line on Tonight."""
    values.setdefault("text", f"ひとこと{next(_numbers)}")
    values.setdefault("written_at", timezone.now())
    return Comment.objects.unscoped(reason="test data").create(
        patient=grant.patient,
        grant=grant,
        author=clinician.user,
        author_name=clinician.name,
        clinic_name=grant.clinic.name,
        form_id=uuid4(),
        **values,
    )
