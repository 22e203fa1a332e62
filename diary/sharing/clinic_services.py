"""A clinic: how it begins, and how colleagues come. Owners: clinic_owners; the end: clinic_end."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from ldn_app.access.privacy import patient_owned_models
from ldn_app.access.viewer import Viewer
from ldn_app.accounts.models import Clinic, Clinician, ClinicInvitation, ClinicMember, User
from ldn_app.addresses import canonical_address

from .errors import ClinicClosed, DiaryBegun, InvitationOver, TooManyInvitations
from .letters import send_invitation

INVITATION_LASTS = timedelta(days=7)
INVITATIONS_A_DAY = 20
# What is asked for twice within this time was meant once. Requests that wait for a lock took their
# time before it: the later one may seem the earlier.
DOUBLED_TAP = timedelta(minutes=1)


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
    """A clinic whose owner is ``user``; a doubled tap opens one. Raises DiaryBegun."""
    clinician = _clinician_of(user, viewer, name=name, institution=institution)
    mine = ClinicMember.objects.filter(clinician=clinician, is_owner=True, removed_at=None)
    at_once = mine.filter(joined_at__range=(now - DOUBLED_TAP, now + DOUBLED_TAP))
    same = at_once.filter(clinic__name=institution, clinic__closed_at=None).first()
    if same is not None:
        return same.clinic
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
    them. One that waits for the same address ends when a new one is asked for later than a
    doubled tap. Raises TooManyInvitations."""
    email = canonical_address(email)
    Clinic.objects.select_for_update().get(pk=clinic.pk)
    waiting = clinic.invitations.filter(
        email=email, accepted_at__isnull=True, expires_at__gt=now
    ).first()
    if waiting is not None and abs(now - waiting.created_at) < DOUBLED_TAP:
        return waiting
    lately = clinic.invitations.filter(created_at__gt=now - timedelta(days=1))
    if lately.count() >= INVITATIONS_A_DAY:
        raise TooManyInvitations
    if waiting is not None:
        ClinicInvitation.objects.filter(pk=waiting.pk).update(expires_at=now)
    invitation = ClinicInvitation.objects.create(
        clinic=clinic, email=email, created_at=now, expires_at=now + INVITATION_LASTS
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
    """``user`` works at the clinic that invited them. Raises DiaryBegun, ClinicClosed, and
    InvitationOver when it was answered, cancelled or over by the time the clinic was locked.

    Whoever works there already stays a member once: a doubled tap is harmless.
    """
    clinic = open_clinic_locked(invitation.clinic_id)
    clinician = _clinician_of(user, viewer, name=name, institution=clinic.name)
    # A cancellation moves the end, and may have been made after ``now``: the end must be the one
    # that the invited person saw.
    waiting = ClinicInvitation.objects.filter(
        pk=invitation.pk,
        accepted_at__isnull=True,
        expires_at=invitation.expires_at,
        expires_at__gt=now,
    )
    member = {"clinic": clinic, "clinician": clinician, "removed_at": None}
    if waiting.update(accepted_at=now):
        ClinicMember.objects.get_or_create(**member, defaults={"joined_at": now})
    elif not ClinicMember.objects.filter(**member).exists():
        raise InvitationOver
