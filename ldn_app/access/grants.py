"""Opening a share grant: the one way in which a clinician becomes a viewer."""

from datetime import datetime
from uuid import UUID

from .models import ShareGrant
from .viewer import GrantNotLive


def live_grant(public_id: UUID, *, clinician_user_id: int, now: datetime) -> ShareGrant:
    """The grant that this clinician may open at ``now``.

    Raises GrantNotLive for an unknown, foreign, revoked or expired grant alike, so that the
    answer does not tell which of them it was.
    """
    grants = ShareGrant.objects.unscoped(reason="a clinician opens a grant by its secret id")
    grant = grants.select_related("clinician", "patient").filter(public_id=public_id).first()
    if grant is None or not grant.is_live_for(clinician_user_id, now=now):
        raise GrantNotLive
    return grant


def live_grants(clinician_user_id: int, *, now: datetime):
    """The grants that this clinician may open at ``now``, the newest first."""
    grants = ShareGrant.objects.unscoped(reason="a clinician lists the grants made out to them")
    return (
        grants.filter(
            clinician__user_id=clinician_user_id,
            revoked_at__isnull=True,
            created_at__lte=now,
            expires_at__gt=now,
        )
        .select_related("patient")
        .order_by("-created_at")
    )
