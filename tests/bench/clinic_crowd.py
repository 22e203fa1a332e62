"""A clinic's patients for the measurements: what the crowd's diaries lack, and the grants."""

from datetime import UTC, date, datetime, timedelta

from diary.labs.domain.line import lab_line
from diary.labs.models import LabResult
from diary.symptoms.models import SideEffect
from diary.visits.models import Visit
from ldn_app.access.models import ShareCategory, ShareGrant
from ldn_app.accounts.models import Clinic, Clinician, ClinicMember, Patient, User

from .crowd import REASON

FAMILIES = (
    "佐藤",
    "鈴木",
    "タカハシ",
    "田中",
    "いとう",
    "渡邊",
    "山本",
    "なかむら",
    "小林",
    "加藤",
)
URGENT = "urgent_liver"


def complete(people: list[Patient], *, nights: int, today: date) -> None:
    """Names, a slip of the laboratory every quarter, a visit every month and the next one; for
    every tenth patient a red flag of this fortnight."""
    now = datetime.combine(today, datetime.min.time(), tzinfo=UTC)
    for number, patient in enumerate(people):
        patient.display_name = f"{FAMILIES[number % len(FAMILIES)]} {number:03d}"
    Patient.objects.bulk_update(people, ["display_name"], batch_size=500)
    ages = range(0, nights, 90)
    slips = [_slip(one, today - timedelta(days=age), now) for one in people for age in ages]
    _write(LabResult, slips)
    _write(Visit, [visit for one in people for visit in _visits(one, nights, today, now)])
    flagged = [one.pk for one in people[::10]]
    signs = SideEffect.objects.unscoped(reason=REASON)
    signs.filter(patient__in=flagged, day=today - timedelta(days=3)).update(
        kind=URGENT, severity=None
    )


def _slip(patient: Patient, day: date, now: datetime) -> LabResult:
    columns = lab_line(name="ALT", value_text="23", unit="U/L", low_text="7", high_text="30")
    return LabResult(patient=patient, collected_on=day, recorded_at=now, **columns.as_columns())


def _visits(patient: Patient, nights: int, today: date, now: datetime) -> list[Visit]:
    gone = [today - timedelta(days=age) for age in range(28, nights, 28)]
    found = [Visit(patient=patient, visited_on=day, recorded_at=now) for day in gone]
    coming = today + timedelta(days=patient.pk % 28)
    planned = Visit.State.PLANNED
    return [*found, Visit(patient=patient, visited_on=coming, state=planned, recorded_at=now)]


def _write(model, rows: list) -> None:
    model.objects.unscoped(reason=REASON).bulk_create(rows, batch_size=2000)


def clinic_of(people: list[Patient], *, name: str, now: datetime) -> Clinician:
    """A clinic with one doctor, to whom each of ``people`` shares every category.

    A third of them all days, a third the latest 90, a third from a day of their own on.
    """
    user = User.objects.create(email=f"{name}@bench.example", password="!")
    doctor = Clinician.objects.create(user=user, name="架空 医師")
    clinic = Clinic.objects.create(name="架空クリニック")
    ClinicMember.objects.create(clinic=clinic, clinician=doctor, joined_at=now, is_owner=True)
    _write(ShareGrant, [_grant(one, number, clinic, now) for number, one in enumerate(people)])
    return doctor


def _grant(patient: Patient, number: int, clinic: Clinic, now: datetime) -> ShareGrant:
    began = now - timedelta(days=90)
    days = (
        {},
        {"rolling_days": 90},
        {"first_day": began.date() - timedelta(days=number)},
    )[number % 3]
    return ShareGrant(
        patient=patient,
        clinic=clinic,
        kind=ShareGrant.Kind.CLINIC,
        categories=list(ShareCategory.values),
        created_at=began,
        accepted_at=began,
        expires_at=now + timedelta(days=90),
        **days,
    )
