"""Opening a share grant: the one way in which somebody else becomes a viewer."""

from datetime import datetime
from uuid import UUID

from .models import ShareGrant
from .viewer import GrantNotLive


def live_grant(public_id: UUID, *, user_id: int, now: datetime) -> ShareGrant:
    """The grant that the account ``user_id`` may open at ``now``.

    Raises GrantNotLive for an unknown, foreign, unaccepted, revoked or expired grant alike, so
    that the answer does not tell which of them it was.
    """
    grants = ShareGrant.objects.unscoped(reason="a reader opens a grant by its secret id")
    found = grants.live(now).for_reader(user_id).filter(public_id=public_id)
    grant = found.select_related("clinic", "patient").first()
    if grant is None:
        raise GrantNotLive
    return grant


def live_grants(user_id: int, *, now: datetime):
    """The grants that this account may open at ``now``, the newest first."""
    grants = ShareGrant.objects.unscoped(reason="a reader lists the grants made out to them")
    found = grants.live(now).for_reader(user_id)
    return found.select_related("clinic", "patient").order_by("-created_at")
