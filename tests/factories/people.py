"""People, invented. The factories set nothing that a test asserts on."""

from datetime import UTC, datetime, timedelta
from itertools import count

from ldn_app.access.models import ShareCategory, ShareGrant
from ldn_app.accounts.models import Clinician, Patient, User

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
FAR_AWAY = timedelta(days=36500)

_numbers = count(1)


def make_user(**values) -> User:
    values.setdefault("email", f"person{next(_numbers)}@example.jp")
    return User.objects.create_user(**values)


def make_patient(**values) -> Patient:
    user = values.pop("user", None) or make_user()
    return Patient.objects.create(user=user, **values)


def make_clinician(**values) -> Clinician:
    user = values.pop("user", None) or make_user()
    values.setdefault("name", "架空 医師")
    return Clinician.objects.create(user=user, **values)


def make_grant(patient: Patient, clinician: Clinician, **values) -> ShareGrant:
    """A grant for everything that is live from 2026 on, unless ``values`` says otherwise."""
    values.setdefault("categories", list(ShareCategory.values))
    values.setdefault("created_at", LONG_AGO)
    values.setdefault("expires_at", LONG_AGO + FAR_AWAY)
    grants = ShareGrant.objects.unscoped(reason="test data")
    return grants.create(patient=patient, clinician=clinician, **values)
