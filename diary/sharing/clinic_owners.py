"""What only owners of a clinic may do to its members. The clinic is locked while it is decided,
so that two owners who act at the same moment never leave it without one."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from ldn_app.accounts.models import Clinic, ClinicMember

from .errors import LastOwner, NotAMember, NotAnOwner


@transaction.atomic
def make_owner(member: ClinicMember, *, by: int) -> None:
    """``member`` becomes an owner beside ``by`` (an account's id). Doing it again changes nothing.

    Raises NotAnOwner, and NotAMember when they were removed a moment ago.
    """
    _owners_with(member.clinic_id, by)
    there = ClinicMember.objects.filter(pk=member.pk, removed_at__isnull=True)
    if not there.update(is_owner=True):
        raise NotAMember


@transaction.atomic
def step_down(clinic: Clinic, *, by: int) -> None:
    """``by`` stays a member and is no owner any more. Raises LastOwner and NotAnOwner."""
    owners = _owners_with(clinic.pk, by)
    if owners.count() == 1:
        raise LastOwner
    owners.filter(clinician__user_id=by).update(is_owner=False)


@transaction.atomic
def remove_member(member: ClinicMember, *, by: int, now: datetime) -> None:
    """From the next request on this clinician reads nothing of the clinic's patients.

    Raises LastOwner and NotAnOwner. Doing it again changes nothing.
    """
    owners = _owners_with(member.clinic_id, by)
    if owners.filter(pk=member.pk).exists() and owners.count() == 1:
        raise LastOwner
    there = ClinicMember.objects.filter(pk=member.pk, removed_at__isnull=True)
    there.update(removed_at=now)


def _owners_with(clinic_id: int, user_id: int) -> QuerySet[ClinicMember]:
    """The owners of a clinic that stays locked until the commit; raises NotAnOwner unless
    ``user_id`` is one of them now."""
    Clinic.objects.select_for_update().get(pk=clinic_id)
    owners = ClinicMember.objects.filter(
        clinic_id=clinic_id, removed_at__isnull=True, is_owner=True
    )
    if not owners.filter(clinician__user_id=user_id).exists():
        raise NotAnOwner
    return owners
