"""Giving looks and taking them back."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from diary.papers.services.tending import forget_papers_through
from ldn_app.access.audit import CHANGED, CREATED, record_change
from ldn_app.access.models import ShareCategory, ShareGrant
from ldn_app.access.room import cut_keys
from ldn_app.access.viewer import Viewer
from ldn_app.accounts.models import Clinic, Patient
from ldn_app.accounts.services import verified_addresses
from ldn_app.addresses import canonical_address

from .clinic_services import open_clinic_locked
from .errors import (
    AlreadyGiven,
    EndsInThePast,
    EndsTooLate,
    NothingChosen,
    OwnAddress,
    TooManyInvitations,
)
from .letters import send_invitation

LONGEST = timedelta(days=366)
INVITATIONS_A_DAY = 10


@dataclass(frozen=True, slots=True)
class Terms:
    """What may be read, of which days, until when.

    ``rolling_days``: the latest so many days; None with both days None is everything.
    """

    categories: tuple[str, ...]
    expires_at: datetime
    first_day: date | None = None
    last_day: date | None = None
    rolling_days: int | None = None
    may_comment: bool = False

    def columns(self, now: datetime) -> dict:
        """The columns of a grant. Raises NothingChosen, EndsInThePast, EndsTooLate."""
        known = [name for name in ShareCategory.values if name in self.categories]
        if not known:
            raise NothingChosen
        if self.expires_at <= now:
            raise EndsInThePast
        if self.expires_at > now + LONGEST:
            raise EndsTooLate
        return {
            "categories": known,
            "expires_at": self.expires_at,
            "first_day": self.first_day,
            "last_day": self.last_day,
            "rolling_days": self.rolling_days,
            "may_comment": self.may_comment,
            "created_at": now,
        }


@transaction.atomic
def give_look_in_the_room(viewer: Viewer, terms: Terms, *, now: datetime) -> ShareGrant:
    """A grant for whoever brings the QR and the code; the keys come from ``room.keys_of``."""
    _, columns = cut_keys()
    return _give(viewer, terms, now=now, kind=ShareGrant.Kind.ROOM, **columns)


@transaction.atomic
def give_health_link(viewer: Viewer, terms: Terms, *, now: datetime) -> ShareGrant:
    """A grant for an app that brings the link and the code; keys as in the room."""
    _, columns = cut_keys(ShareGrant.Kind.LINK)
    return _give(viewer, terms, now=now, kind=ShareGrant.Kind.LINK, **columns)


@transaction.atomic
def give_look_to_clinic(viewer: Viewer, clinic: Clinic, terms: Terms, *, now) -> ShareGrant:
    """A grant that waits for a member of ``clinic``. Raises ClinicClosed.

    Raises AlreadyGiven while another one for the same clinic waits or runs: a second tap sends
    nothing twice.
    """
    open_clinic_locked(clinic.pk)  # before the patient's row: the closing goes the same way
    _refuse_a_second(viewer, now, clinic=clinic)
    return _give(viewer, terms, now=now, kind=ShareGrant.Kind.CLINIC, clinic=clinic)


@transaction.atomic
def invite_person(viewer: Viewer, email: str, terms: Terms, *, now: datetime) -> ShareGrant:
    """A grant that waits for whoever proves that ``email`` is theirs; a mail tells them.

    Raises OwnAddress, AlreadyGiven, and TooManyInvitations: nobody's post is to be filled.
    """
    email = canonical_address(email)
    if email in verified_addresses(viewer.user_id):
        raise OwnAddress
    _refuse_a_second(viewer, now, invited_email=email)
    grants = ShareGrant.objects.editable_by(viewer).filter(kind=ShareGrant.Kind.PERSON)
    if grants.filter(created_at__gt=now - timedelta(days=1)).count() >= INVITATIONS_A_DAY:
        raise TooManyInvitations
    grant = _give(viewer, terms, now=now, kind=ShareGrant.Kind.PERSON, invited_email=email)
    send_invitation("share_invitation", to=email, address=invitation_address(grant))
    return grant


def invitation_address(grant: ShareGrant) -> str:
    """Where the invited person answers; it opens nothing for anybody else."""
    return settings.SITE_URL + reverse("shared:invited", args=[grant.public_id])


def _refuse_a_second(viewer: Viewer, now: datetime, **whom) -> None:
    Patient.objects.select_for_update().get(pk=viewer.patient_id)
    if ShareGrant.objects.editable_by(viewer).live(now).filter(**whom).exists():
        raise AlreadyGiven


def _give(viewer: Viewer, terms: Terms, *, now: datetime, **whom) -> ShareGrant:
    grant = ShareGrant.objects.create_for(viewer, **terms.columns(now), **whom)
    record_change(viewer, grant, CREATED, at=now)
    return grant


@transaction.atomic
def revoke_share_grant(viewer: Viewer, grant: ShareGrant, *, now: datetime) -> None:
    """End a grant now; whoever reads through it gets nothing from the next request on, and the
    papers that were made through it are gone. Revoking it again changes nothing."""
    mine = ShareGrant.objects.editable_by(viewer).filter(pk=grant.pk, revoked_at__isnull=True)
    if mine.update(revoked_at=now):
        record_change(viewer, grant, CHANGED, at=now, fields=["revoked_at"])
        forget_papers_through(grant)
