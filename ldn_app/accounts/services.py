"""What happens to a person's account: it is opened, agreed to, arranged and given up."""

from contextlib import suppress
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction

from ldn_app.addresses import NotAnAddress, canonical_address

from .models import Clinician, ClinicInvitation, HealthDataConsent, Patient, SignInSession, User
from .sessions import SessionStore

UNCONFIRMED_FOR = timedelta(days=3)
CLOCK_FIELDS = {"time_zone", "day_starts_at"}


@transaction.atomic
def open_account(*, email: str, consent_version: str, now: datetime) -> User:
    """Create a patient's account with an unconfirmed address and the consent given at ``now``.

    Raises IntegrityError when somebody has the address already.
    """
    user = User.objects.create_user(email, date_joined=now)
    Patient.objects.create(user=user)
    HealthDataConsent.objects.create(user=user, version=consent_version, given_at=now)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
    return user


def is_stored_address(address: str) -> bool:
    """Whether somebody's account has just this spelling, canonical or not."""
    return (
        User.objects.filter(email=address).exists()
        or EmailAddress.objects.filter(email=address).exists()
    )


def verified_addresses(user_id: int) -> frozenset[str]:
    """The addresses that ``user_id`` proved to be theirs, in the one form of all addresses."""
    proved = EmailAddress.objects.filter(user_id=user_id, verified=True)
    found = set()
    for address in proved.values_list("email", flat=True):
        found.add(address.lower())
        with suppress(NotAnAddress):
            found.add(canonical_address(address))
    return frozenset(found)


def live_consent(user: User) -> HealthDataConsent | None:
    """The newest consent that ``user`` has given and not withdrawn."""
    given = HealthDataConsent.objects.filter(user=user, withdrawn_at__isnull=True)
    return given.order_by("-given_at").first()


def has_current_consent(user: User) -> bool:
    """Whether ``user`` agreed to the version of the text that holds today."""
    return HealthDataConsent.objects.filter(
        user=user, version=settings.HEALTH_DATA_CONSENT_VERSION, withdrawn_at__isnull=True
    ).exists()


def give_consent(user: User, *, version: str, now: datetime) -> HealthDataConsent:
    """Note that ``user`` agreed to ``version``. Agreeing twice keeps the first moment."""
    consent, _ = HealthDataConsent.objects.get_or_create(
        user=user, version=version, withdrawn_at=None, defaults={"given_at": now}
    )
    return consent


def change_setting(person: Patient | Clinician, *, now: datetime, **values) -> Patient | Clinician:
    """Set fields of ``person`` to ``values`` (already clean).

    A new place or beginning of the day is noted with ``now``, for the rooms above.
    """
    if values.keys() & CLOCK_FIELDS:
        values["clock_changed_at"] = now
    for name, value in values.items():
        setattr(person, name, value)
    person.save(update_fields=list(values))
    return person


def finish_first_run(patient: Patient, *, now: datetime) -> None:
    """Note that the first run is over; a second call keeps the first moment."""
    if patient.first_run_done_at is None:
        change_setting(patient, now=now, first_run_done_at=now)


def end_sessions(user_id: int) -> int:
    """Sign ``user_id`` out everywhere and drop half-finished sign-ins; returns how many."""
    ended, _ = SignInSession.objects.filter(user_id=user_id).delete()
    return ended


def clear_ended_sessions() -> None:
    """Delete sessions past their end and what was noted about the devices they were on."""
    SessionStore.clear_expired()
    open_ones = SignInSession.objects.values("session_key")
    UserSession.objects.exclude(session_key__in=open_ones).delete()


def forget_unconfirmed_accounts(*, now: datetime) -> int:
    """Delete sign-ups whose address nobody confirmed for three days; returns how many.

    Nobody was ever inside them: without the code there is no way in.
    """
    unconfirmed = User.objects.filter(
        date_joined__lt=now - UNCONFIRMED_FOR,
        last_login__isnull=True,
        is_staff=False,
        patient__first_run_done_at__isnull=True,
        patient__isnull=False,
        emailaddress__verified=False,
    ).exclude(emailaddress__verified=True)
    ids = list(unconfirmed.values_list("pk", flat=True))
    with transaction.atomic():
        SignInSession.objects.filter(user_id__in=ids).delete()
        User.objects.filter(pk__in=ids).delete()
    return len(ids)


def forget_invitations_of(user: User) -> None:
    """Delete what clinics kept of the addresses of ``user``, who is leaving."""
    ClinicInvitation.objects.filter(email__in=verified_addresses(user.pk)).delete()


def forget_clinic_invitations(*, now: datetime) -> int:
    """Delete invitations of colleagues that ended a day ago, taken or not; returns how many.

    The day is what the limit on invitations looks back on.
    """
    ended = ClinicInvitation.objects.filter(expires_at__lt=now - timedelta(days=1))
    return ended.delete()[0]
