"""A clinician's account goes: what happens to the clinics where they work."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from ldn_app.access.grants import end_grants, given_to_clinic, read_by_account
from ldn_app.access.models import AccessKind
from ldn_app.accounts.models import Clinic, ClinicMember, User

from .clinic_queries import memberships
from .errors import HandOverFirst


class Fate(StrEnum):
    LEFT = "left"  # others go on there
    HANDED_OVER_FIRST = "handed_over_first"  # others work there, and none of them is an owner
    CLOSED = "closed"  # nobody else works there


@dataclass(frozen=True, slots=True)
class ClinicFate:
    """What a deletion means for one clinic. ``grants``: how many end with it."""

    clinic: Clinic
    fate: Fate
    grants: int = 0


def fates(user_id: int, *, now: datetime) -> tuple[ClinicFate, ...]:
    mine = memberships(user_id).select_related("clinic").order_by("pk")
    return tuple(_fate(member, now) for member in mine)


def _fate(mine: ClinicMember, now: datetime) -> ClinicFate:
    others = mine.clinic.members.filter(removed_at__isnull=True).exclude(pk=mine.pk)
    if not others.exists():
        ending = given_to_clinic(mine.clinic_id, now=now).count()
        return ClinicFate(mine.clinic, Fate.CLOSED, ending)
    if mine.is_owner and not others.filter(is_owner=True).exists():
        return ClinicFate(mine.clinic, Fate.HANDED_OVER_FIRST)
    return ClinicFate(mine.clinic, Fate.LEFT)


@transaction.atomic
def let_go_of_shares(user: User, *, now: datetime) -> None:
    """End what others opened to ``user`` and to clinics where nobody else works; call it inside
    the deletion of the account. Patients find a line in their log.

    Raises HandOverFirst while a clinic would be left without an owner.
    """
    places = memberships(user.pk).values("clinic_id")
    list(Clinic.objects.select_for_update().filter(pk__in=places).order_by("pk"))
    found = fates(user.pk, now=now)
    if any(one.fate is Fate.HANDED_OVER_FIRST for one in found):
        raise HandOverFirst
    for one in found:
        if one.fate is Fate.CLOSED:
            _close(one.clinic, name=user.clinician.name, now=now)
    given = read_by_account(user.pk, now=now)
    end_grants(given, kind=AccessKind.READER_GONE, reader_name="", now=now)


def _close(clinic: Clinic, *, name: str, now: datetime) -> None:
    clinic.invitations.all().delete()
    Clinic.objects.filter(pk=clinic.pk).update(closed_at=now)
    given = given_to_clinic(clinic.pk, now=now)
    end_grants(given, kind=AccessKind.CLINIC_CLOSED, reader_name=name, now=now)
