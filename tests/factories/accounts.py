"""People with an account as sign-up leaves it: a confirmed address, consent, the first run done."""

from datetime import UTC, datetime

from allauth.account.models import EmailAddress
from django.conf import settings

from ldn_app.accounts.models import Clinician, HealthDataConsent, Patient, User

JOINED = datetime(2026, 10, 1, 3, 0, tzinfo=UTC)


def a_user(email: str = "somebody@example.jp", *, password: str | None = None, **values) -> User:
    """Somebody with a confirmed address and no role."""
    user = User.objects.create_user(email, password, date_joined=JOINED, **values)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    return user


def a_patient(
    email: str = "hanako@example.jp", *, password: str | None = None, **values
) -> Patient:
    """A patient who agreed and went through the first run; ``values`` are Patient's fields."""
    user = a_user(email, password=password)
    HealthDataConsent.objects.create(
        user=user, version=settings.HEALTH_DATA_CONSENT_VERSION, given_at=JOINED
    )
    values.setdefault("first_run_done_at", JOINED)
    return Patient.objects.create(user=user, **values)


def a_clinician(email: str = "doctor@example.jp", *, name: str = "試験 花子") -> Clinician:
    return Clinician.objects.create(user=a_user(email), name=name)
