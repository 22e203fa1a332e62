"""What the pages of a clinic show, and what an account may reach there."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from ldn_app.access.grants import waiting_grants
from ldn_app.accounts.clinic_code import NotAClinicCode, printed, read_code
from ldn_app.accounts.models import Clinic, ClinicInvitation, ClinicMember
from ldn_app.accounts.services import verified_addresses
from ldn_app.ui.svg import Svg

from .qr import qr_svg
from .queries import GrantCard, grant_card


@dataclass(frozen=True, slots=True)
class ClinicDoor:
    """One clinic as a member sees it. ``address``: what the QR holds. ``mine``: the key of the
    member who looks, None on the poster."""

    clinic: Clinic
    code: str
    address: str
    qr: Svg
    is_owner: bool
    members: tuple[ClinicMember, ...]
    invitations: tuple[ClinicInvitation, ...]
    waiting: tuple[GrantCard, ...]
    mine: int | None = None

    @property
    def can_step_down(self) -> bool:
        return self.is_owner and sum(member.is_owner for member in self.members) > 1


def clinic_doors(
    user_id: int, *, absolute: Callable[[str], str], now: datetime
) -> tuple[ClinicDoor, ...]:
    """The clinics where ``user_id`` works. ``absolute``: from a path to an address."""
    waiting = [grant_card(grant, now) for grant in waiting_grants(user_id, now=now)]
    return tuple(
        replace(clinic_door(mine.clinic, mine.is_owner, absolute, waiting, now), mine=mine.pk)
        for mine in memberships(user_id).select_related("clinic").order_by("pk")
    )


def clinic_door(clinic, is_owner, absolute, waiting, now) -> ClinicDoor:
    address = absolute(reverse("sharing:clinic_terms", args=[clinic.code]))
    members = clinic.members.filter(removed_at__isnull=True).select_related("clinician")
    invitations = clinic.invitations.filter(accepted_at__isnull=True, expires_at__gt=now)
    return ClinicDoor(
        clinic=clinic,
        code=printed(clinic.code),
        address=address,
        qr=qr_svg(address, title=_("患者さんが読み取るQRコード")),
        is_owner=is_owner,
        members=tuple(members.order_by("joined_at", "pk")),
        invitations=tuple(invitations.order_by("created_at")) if is_owner else (),
        waiting=tuple(card for card in waiting if card.grant.clinic_id == clinic.pk),
    )


def memberships(user_id: int) -> QuerySet[ClinicMember]:
    """Where ``user_id`` works now."""
    return ClinicMember.objects.filter(clinician__user_id=user_id, removed_at__isnull=True)


def clinics_of(user_id: int, *, as_owner: bool = False) -> QuerySet[Clinic]:
    mine = memberships(user_id).filter(is_owner=True) if as_owner else memberships(user_id)
    return Clinic.objects.filter(pk__in=mine.values("clinic_id"))


def clinic_found_by(typed: str) -> Clinic | None:
    """The open clinic whose code was typed; None for a code that nobody has.

    Raises NotAClinicCode when it cannot be one.
    """
    return Clinic.objects.filter(code=read_code(typed), closed_at=None).first()


def clinic_or_404(typed: str) -> Clinic:
    try:
        clinic = clinic_found_by(typed)
    except NotAClinicCode as wrong:
        raise Http404 from wrong
    if clinic is None:
        raise Http404
    return clinic


def invitation_for(user_id: int, public_id: UUID, *, now: datetime) -> ClinicInvitation:
    """The invitation that waits for an address which ``user_id`` proved; Http404 for others."""
    waiting = ClinicInvitation.objects.filter(
        public_id=public_id,
        accepted_at__isnull=True,
        expires_at__gt=now,
        email__in=verified_addresses(user_id),
    )
    invitation = waiting.select_related("clinic").first()
    if invitation is None:
        raise Http404
    return invitation
