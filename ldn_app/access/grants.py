"""Opening a share grant: the one way in which somebody else becomes a viewer."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ldn_app.accounts.models import ClinicMember

from .audit import record_access
from .models import AccessKind, ShareGrant
from .viewer import GrantNotLive, Viewer


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


def ended_grant(public_id: UUID, *, user_id: int, now: datetime) -> ShareGrant | None:
    """A grant that the account ``user_id`` could open until it ended.

    None for every other one: who never held it must not learn that it was there.
    """
    grants = ShareGrant.objects.unscoped(reason="a reader learns that what they held has ended")
    mine = grants.for_reader(user_id).filter(public_id=public_id, created_at__lte=now)
    grant = mine.select_related("clinic", "patient").first()
    if grant is None or grant.is_live(now):
        return None
    over_at = min(grant.revoked_at or grant.expires_at, grant.expires_at)
    here = ClinicMember.objects.filter(clinician__user_id=user_id, removed_at__isnull=True)
    came_later = grant.clinic_id and not here.filter(
        clinic_id=grant.clinic_id, joined_at__lt=over_at
    )
    return None if came_later else grant


def live_grants(user_id: int, *, now: datetime):
    """The grants that this account may open at ``now``, the newest first."""
    grants = ShareGrant.objects.unscoped(reason="a reader lists the grants made out to them")
    found = grants.live(now).for_reader(user_id)
    return found.select_related("clinic", "patient").order_by("-created_at")


def grants_at_clinics(user_id: int, *, now: datetime):
    """What the clinics of this account were given, taken or still waiting, the newest first."""
    grants = ShareGrant.objects.unscoped(reason="a clinic lists what it was given")
    found = grants.live(now).at_clinics_of(user_id)
    return found.select_related("clinic", "patient").order_by("-created_at", "-pk")


def waiting_grants(user_id: int, *, now: datetime):
    """What patients sent to the clinics of this account and nobody there answered yet."""
    grants = ShareGrant.objects.unscoped(reason="a clinic lists what was sent to it")
    found = grants.live(now).waiting_at_clinics_of(user_id)
    return found.select_related("clinic", "patient").order_by("created_at")


def invited_grant(public_id: UUID, *, addresses: Collection[str], now: datetime) -> ShareGrant:
    """The invitation that waits for whoever proved one of ``addresses`` (small letters).

    Raises GrantNotLive for an unknown, answered, revoked or expired one and for somebody else's.
    """
    grants = ShareGrant.objects.unscoped(reason="an invitation is opened by its secret id")
    waiting = grants.live(now).filter(
        kind=ShareGrant.Kind.PERSON, accepted_at__isnull=True, public_id=public_id
    )
    grant = waiting.select_related("patient").first()
    if grant is None or grant.invited_email.lower() not in addresses:
        raise GrantNotLive
    return grant


@transaction.atomic
def take_grant(grant: ShareGrant, *, reader_name: str, now: datetime, **columns) -> None:
    """The other side says yes: it is open from the next request on. The patient reads who did.

    ``columns``: what else becomes known of the reader. Raises GrantNotLive when somebody answered
    or revoked it a moment ago.
    """
    _answer(grant, now, accepted_at=now, **columns)
    record_access(grant, reader_name=reader_name, kind=AccessKind.GRANT_TAKEN, at=now)


@transaction.atomic
def decline_grant(grant: ShareGrant, *, reader_name: str, now: datetime) -> None:
    """The other side says no, which ends it. Raises GrantNotLive like ``take_grant``."""
    _answer(grant, now, revoked_at=now)
    record_access(grant, reader_name=reader_name, kind=AccessKind.GRANT_DECLINED, at=now)


def given_to_clinic(clinic_id: int, *, now: datetime):
    """What runs or waits at one clinic."""
    grants = ShareGrant.objects.unscoped(reason="a clinic closes, and what it was given ends")
    return grants.live(now).filter(clinic_id=clinic_id)


def read_by_account(user_id: int, *, now: datetime):
    """What people opened to one account by its address."""
    grants = ShareGrant.objects.unscoped(reason="an account goes, and what it was given ends")
    return grants.live(now).filter(kind=ShareGrant.Kind.PERSON, reader_id=user_id)


@transaction.atomic
def end_grants(grants, *, kind: AccessKind, reader_name: str, now: datetime) -> int:
    """The other side is no more: ``grants`` end, each with a line in its patient's log. Returns
    how many ended; what the patient revoked a moment ago is left as it is."""
    ending = list(grants.select_for_update(of=("self",)).order_by("pk"))
    ids = [grant.pk for grant in ending]
    grants.filter(pk__in=ids).update(revoked_at=now)
    found = ShareGrant.objects.unscoped(reason="their patients read that they ended")
    for grant in found.filter(pk__in=ids).select_related("clinic", "patient").order_by("pk"):
        name = reader_name or grant.invited_email[:80]
        record_access(grant, reader_name=name, kind=kind, at=now)
    return len(ids)


def _answer(grant: ShareGrant, now: datetime, **columns) -> None:
    """One answer only, whoever asks at the same moment, and none after its end: the database
    decides."""
    grants = ShareGrant.objects.unscoped(reason="a reader answers what was sent to them")
    waiting = grants.filter(
        pk=grant.pk, accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=now
    )
    if not waiting.update(**columns):
        raise GrantNotLive


def grant_for_comments(viewer: Viewer, *, now: datetime) -> ShareGrant:
    """The grant through which ``viewer`` may write to the patient, held until the transaction ends.

    Asked again after the page's own check, so that nothing is written once it was revoked. Raises
    GrantNotLive.
    """
    if viewer.user_id is None or not viewer.may_comment:
        raise GrantNotLive
    grants = ShareGrant.objects.unscoped(reason="a clinician writes through a live grant")
    found = grants.live(now).for_reader(viewer.user_id)
    found = found.filter(pk=viewer.grant_id, kind=ShareGrant.Kind.CLINIC, may_comment=True)
    grant = found.select_related("clinic", "patient").select_for_update(of=("self",)).first()
    if grant is None:
        raise GrantNotLive
    return grant
