"""The cast: everybody who may come to an address, once and for all tests of rights."""

from dataclasses import dataclass
from datetime import timedelta

from allauth.account.internal.userkit import user_id_to_str
from django.test import Client

from ldn_app.access.models import ShareGrant
from ldn_app.accounts.models import Clinician, Patient, User

from .factories.people import LONG_AGO, make_clinician, make_grant, make_patient, make_user

MEMBERS = (
    "anonymous",
    "patient",
    "other_patient",
    "clinician",
    "revoked_clinician",
    "expired_clinician",
    "strange_clinician",
    "staff",
    "superuser",
)


@dataclass(frozen=True)
class Cast:
    """``patient`` owns what an address names; the others are everybody else."""

    patient: Patient
    other_patient: Patient
    clinician: Clinician
    revoked_clinician: Clinician
    expired_clinician: Clinician
    strange_clinician: Clinician
    staff: User
    superuser: User
    grant: ShareGrant
    revoked_grant: ShareGrant
    expired_grant: ShareGrant

    def user(self, member: str) -> User | None:
        """The account of a member; None for somebody who is not signed in."""
        if member == "anonymous":
            return None
        person = getattr(self, member)
        return person if isinstance(person, User) else person.user


def make_cast() -> Cast:
    patient = make_patient()
    clinician, revoked, expired = make_clinician(), make_clinician(), make_clinician()
    return Cast(
        patient=patient,
        other_patient=make_patient(),
        clinician=clinician,
        revoked_clinician=revoked,
        expired_clinician=expired,
        strange_clinician=make_clinician(),
        staff=make_user(is_staff=True),
        superuser=make_user(is_staff=True, is_superuser=True),
        grant=make_grant(patient, clinician),
        revoked_grant=make_grant(patient, revoked, revoked_at=LONG_AGO + timedelta(days=1)),
        expired_grant=make_grant(patient, expired, expires_at=LONG_AGO + timedelta(days=1)),
    )


def sign_in_twice(client: Client, user: User) -> None:
    """Sign ``user`` in with a second proof, as clinicians must."""
    client.force_login(user, backend="ldn_app.accounts.backends.AccountBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 0}]
    session["account_authentication_methods_user"] = user_id_to_str(user)
    session.save()
