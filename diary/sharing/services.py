"""Giving looks and taking them back."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from ldn_app.access.audit import CHANGED, CREATED, record_change
from ldn_app.access.models import ShareCategory, ShareGrant
from ldn_app.access.viewer import Viewer
from ldn_app.access.visitor_access import generate_keys
from ldn_app.accounts.models import Clinic, Patient
from ldn_app.accounts.services import verified_addresses
from ldn_app.addresses import canonical_address
from ldn_app.background_jobs.services.maintenance import delete_jobs_through

from .clinic_services import DOUBLED_TAP, open_clinic_locked
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
class ShareTerms:
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
def give_look_in_the_room(viewer: Viewer, terms: ShareTerms, *, now: datetime) -> ShareGrant:
    """A grant for whoever brings the QR and the code; the keys come from ``room.keys_of``. A
    doubled tap gives one."""
    return _give_with_keys(viewer, terms, ShareGrant.Kind.ROOM, now=now)


@transaction.atomic
def give_health_link(viewer: Viewer, terms: ShareTerms, *, now: datetime) -> ShareGrant:
    """A grant for an app that brings the link and the code; keys and doubled taps as in the
    room."""
    return _give_with_keys(viewer, terms, ShareGrant.Kind.LINK, now=now)


@transaction.atomic
def give_look_to_clinic(viewer: Viewer, clinic: Clinic, terms: ShareTerms, *, now) -> ShareGrant:
    """A grant that waits for a member of ``clinic``. Raises ClinicClosed.

    Raises AlreadyGiven while another one for the same clinic waits or runs: a second tap sends
    nothing twice.
    """
    open_clinic_locked(clinic.pk)  # before the patient's row: the closing goes the same way
    _refuse_a_second(viewer, now, clinic=clinic)
    return _give(viewer, terms, now=now, kind=ShareGrant.Kind.CLINIC, clinic=clinic)


@transaction.atomic
def invite_person(viewer: Viewer, email: str, terms: ShareTerms, *, now: datetime) -> ShareGrant:
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
    """Raises AlreadyGiven while a grant made out to ``whom`` runs or waits, and lets those that are
    over make room. Nothing is asked about the moment one was given: the request that had to wait
    for the patient's row may have taken its ``now`` before the other's."""
    Patient.objects.select_for_update().get(pk=viewer.patient_id)
    given = ShareGrant.objects.editable_by(viewer).filter(**whom, revoked_at__isnull=True)
    if given.filter(expires_at__gt=now).exists():
        raise AlreadyGiven
    given.update(is_current=False)


def _give_with_keys(viewer: Viewer, terms: ShareTerms, kind: str, *, now: datetime) -> ShareGrant:
    Patient.objects.select_for_update().get(pk=viewer.patient_id)
    same = _given_by_the_other_tap(viewer, terms.columns(now), kind, now)
    if same is not None:
        return same
    _, columns = generate_keys(kind)
    return _give(viewer, terms, now=now, kind=kind, **columns)


def _given_by_the_other_tap(
    viewer: Viewer, columns: dict, kind: str, now: datetime
) -> ShareGrant | None:
    """The running grant of the same terms that was given within a minute of ``now``."""
    about_now = (now - DOUBLED_TAP, now + DOUBLED_TAP)
    lately = ShareGrant.objects.editable_by(viewer).filter(
        kind=kind, revoked_at__isnull=True, created_at__range=about_now
    )
    words = columns.keys() - {"created_at", "expires_at"}
    for grant in lately.order_by("-pk"):
        ends_alike = abs(grant.expires_at - columns["expires_at"]) < DOUBLED_TAP
        if ends_alike and all(getattr(grant, name) == columns[name] for name in words):
            return grant
    return None


def _give(viewer: Viewer, terms: ShareTerms, *, now: datetime, **whom) -> ShareGrant:
    grant = ShareGrant.objects.create_for(viewer, **terms.columns(now), **whom)
    record_change(viewer, grant, CREATED, at=now)
    return grant


@transaction.atomic
def revoke_share_grant(viewer: Viewer, grant: ShareGrant, *, now: datetime) -> None:
    """End a grant now, and any other for the same clinic or address; whoever reads through it gets
    nothing from the next request on, and the papers that were made through it are gone. Revoking
    it again changes nothing."""
    mine = ShareGrant.objects.editable_by(viewer).filter(revoked_at__isnull=True)
    others = grant.made_out_to_the_same() & Q(expires_at__gt=now)
    for one in list(mine.filter(Q(pk=grant.pk) | others).order_by("pk")):
        if mine.filter(pk=one.pk).update(revoked_at=now):
            record_change(viewer, one, CHANGED, at=now, fields=["revoked_at"])
            delete_jobs_through(one)
