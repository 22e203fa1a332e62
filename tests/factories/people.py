"""People, invented. The factories set nothing that a test asserts on."""

from datetime import UTC, datetime, timedelta
from itertools import count

from allauth.account.models import EmailAddress

from ldn_app.access.models import ShareCategory, ShareGrant
from ldn_app.access.visitor_access import RoomKeys, generate_keys
from ldn_app.accounts.models import Clinic, Clinician, ClinicMember, Patient, User

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


def make_clinic(*clinicians: Clinician, name: str = "架空クリニック") -> Clinic:
    """A clinic where ``clinicians`` work, none of them as owner."""
    clinic = Clinic.objects.create(name=name)
    for clinician in clinicians:
        ClinicMember.objects.create(clinic=clinic, clinician=clinician, joined_at=LONG_AGO)
    return clinic


def make_grant(patient: Patient, clinician: Clinician, **values) -> ShareGrant:
    """A grant to a clinic of ``clinician``, for everything and live from 2026 on, unless
    ``values`` says otherwise."""
    member = ClinicMember.objects.filter(clinician=clinician).first()
    values.setdefault("clinic", member.clinic if member else make_clinic(clinician))
    values.setdefault("accepted_at", LONG_AGO)
    return _grant(patient, kind=ShareGrant.Kind.CLINIC, **values)


def make_invitation(patient: Patient, email: str, **values) -> ShareGrant:
    """A grant for whoever proves that ``email`` is theirs."""
    return _grant(patient, kind=ShareGrant.Kind.PERSON, invited_email=email, **values)


def make_proved_user(email: str) -> User:
    """Somebody without any part, who proved that ``email`` is theirs."""
    user = make_user(email=email)
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    return user


def make_room(patient: Patient, **values) -> tuple[ShareGrant, RoomKeys]:
    """A grant for the consulting room with its keys."""
    keys, columns = generate_keys()
    return _grant(patient, kind=ShareGrant.Kind.ROOM, **columns, **values), keys


def make_health_link(patient: Patient, **values) -> tuple[ShareGrant, RoomKeys]:
    """A grant for apps that bring a link and a code, with its keys."""
    keys, columns = generate_keys(ShareGrant.Kind.LINK)
    return _grant(patient, kind=ShareGrant.Kind.LINK, **columns, **values), keys


def _grant(patient: Patient, **values) -> ShareGrant:
    values.setdefault("categories", list(ShareCategory.values))
    values.setdefault("created_at", LONG_AGO)
    values.setdefault("expires_at", LONG_AGO + FAR_AWAY)
    values.setdefault("is_current", not _has_one(patient, values))
    return ShareGrant.objects.unscoped(reason="test data").create(patient=patient, **values)


def _has_one(patient: Patient, values: dict) -> bool:
    """Whether an earlier grant of the test is made out to the same."""
    to = ShareGrant(**values).made_out_to_the_same()
    given = ShareGrant.objects.unscoped(reason="test data").filter(to, patient=patient)
    return given.filter(revoked_at__isnull=True, is_current=True).exists()


def forget_demo_people() -> None:
    """What a module's fixture has to leave behind: nobody, and no clinic of theirs."""
    User.objects.filter(email__endswith="@demo.example").delete()
    Clinic.objects.all().delete()
