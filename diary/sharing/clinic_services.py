"""A clinic: how it begins, and how colleagues come. Owners: clinic_owners; the end: clinic_end."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from ldn_app.access.privacy import patient_owned_models
from ldn_app.access.viewer import Viewer
from ldn_app.accounts.models import Clinic, Clinician, ClinicInvitation, ClinicMember, User
from ldn_app.addresses import canonical_address

from .errors import ClinicClosed, DiaryBegun, TooManyInvitations
from .letters import send_invitation

INVITATION_LASTS = timedelta(days=7)
INVITATIONS_A_DAY = 20


def has_begun_a_diary(user: User, viewer: Viewer) -> bool:
    """Whether the patient that sign-up made of ``user`` ever used the diary."""
    patient = getattr(user, "patient", None)
    if patient is None:
        return False
    return patient.first_run_done_at is not None or any(
        model.objects.visible_to(viewer).exists() for model in patient_owned_models()
    )


@transaction.atomic
def open_clinic(user: User, viewer: Viewer, *, name: str, institution: str, now) -> Clinic:
    """A clinic whose owner is ``user``. Raises DiaryBegun."""
    clinician = _clinician_of(user, viewer, name=name, institution=institution)
    clinic = Clinic.objects.create(name=institution)
    ClinicMember.objects.create(clinic=clinic, clinician=clinician, is_owner=True, joined_at=now)
    return clinic


def _clinician_of(user: User, viewer: Viewer, *, name: str, institution: str) -> Clinician:
    """The clinician that ``user`` is or becomes. One person, one role: the empty diary that
    sign-up made goes; one that was begun stays, and raises DiaryBegun."""
    User.objects.select_for_update().get(pk=user.pk)
    if has_begun_a_diary(user, viewer):
        raise DiaryBegun
    patient = getattr(user, "patient", None)
    if patient is not None:
        patient.delete()
    clinician, _ = Clinician.objects.get_or_create(
        user=user, defaults={"name": name, "institution": institution}
    )
    return clinician


@transaction.atomic
def invite_colleague(clinic: Clinic, email: str, *, now: datetime) -> ClinicInvitation:
    """An invitation that waits a week for whoever proves that ``email`` is theirs; a mail tells
    them. Raises TooManyInvitations."""
    Clinic.objects.select_for_update().get(pk=clinic.pk)
    lately = clinic.invitations.filter(created_at__gt=now - timedelta(days=1))
    if lately.count() >= INVITATIONS_A_DAY:
        raise TooManyInvitations
    invitation = ClinicInvitation.objects.create(
        clinic=clinic,
        email=canonical_address(email),
        created_at=now,
        expires_at=now + INVITATION_LASTS,
    )
    address = settings.SITE_URL + reverse("clinic:invited", args=[invitation.public_id])
    send_invitation("clinic_invitation", to=invitation.email, address=address)
    return invitation


def open_clinic_locked(clinic_id: int) -> Clinic:
    """The clinic, which nobody closes until the commit. Raises ClinicClosed."""
    clinic = Clinic.objects.select_for_update().filter(pk=clinic_id, closed_at=None).first()
    if clinic is None:
        raise ClinicClosed
    return clinic


def cancel_invitation(invitation: ClinicInvitation, *, now: datetime) -> None:
    """The invitation ends now, unless it was taken already."""
    waiting = ClinicInvitation.objects.filter(pk=invitation.pk, accepted_at__isnull=True)
    waiting.filter(expires_at__gt=now, created_at__lt=now).update(expires_at=now)


@transaction.atomic
def join_clinic(
    user: User, viewer: Viewer, invitation: ClinicInvitation, *, name: str, now: datetime
) -> None:
    """``user`` works at the clinic that invited them. Raises DiaryBegun and ClinicClosed.

    Whoever works there already stays a member once.
    """
    clinic = open_clinic_locked(invitation.clinic_id)
    clinician = _clinician_of(user, viewer, name=name, institution=clinic.name)
    waiting = ClinicInvitation.objects.filter(pk=invitation.pk, accepted_at__isnull=True)
    if waiting.update(accepted_at=now):
        ClinicMember.objects.get_or_create(
            clinic=clinic, clinician=clinician, removed_at=None, defaults={"joined_at": now}
        )
