"""Very many patients with a plan and a dose reminder, written in bulk; all due at one moment."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from decimal import Decimal

from diary.doses.models import Regimen, RegimenEvent
from diary.reminders.models import Channel, ReminderSchedule
from ldn_app.accounts.models import Patient, User
from ldn_app.clock import clock_of

AT_ONCE = 2_000
WHY = "invented people"


def make_crowd(
    count: int, *, due_at: datetime, local_time: time = time(22), first: int = 0, **channel
) -> None:
    """``count`` patients in Tokyo, numbered from ``first``, whose dose reminder is due at
    ``due_at``."""
    for number, size in _portions(first, count):
        patients = _people(number, size)
        _plans(patients, since=due_at - timedelta(days=30))
        values = {"kind": "email", **channel}
        Channel.objects.unscoped(reason=WHY).bulk_create(
            Channel(patient=one, created_at=due_at, **values) for one in patients
        )
        day = clock_of(patients[0]).day_of(due_at)
        ReminderSchedule.objects.unscoped(reason=WHY).bulk_create(
            ReminderSchedule(
                patient=one,
                kind="dose",
                enabled=True,
                local_time=local_time,
                next_due_at=due_at,
                next_day=day,
            )
            for one in patients
        )


def _portions(first: int, count: int) -> Iterator[tuple[int, int]]:
    for done in range(0, count, AT_ONCE):
        yield first + done, min(AT_ONCE, count - done)


def _people(first: int, size: int) -> list[Patient]:
    users = User.objects.bulk_create(
        User(email=f"crowd{number}@house{number % 50}.example.jp", password="!")
        for number in range(first, first + size)
    )
    return Patient.objects.bulk_create(Patient(user=user) for user in users)


def _plans(patients: list[Patient], *, since: datetime) -> None:
    regimens = Regimen.objects.unscoped(reason=WHY).bulk_create(
        Regimen(patient=one, form="capsule", created_at=since) for one in patients
    )
    RegimenEvent.objects.unscoped(reason=WHY).bulk_create(
        RegimenEvent(
            patient_id=regimen.patient_id,
            regimen=regimen,
            kind="start",
            on_day=since.date(),
            amount_mg=Decimal("1.5"),
            slot="evening",
            recorded_at=since,
        )
        for regimen in regimens
    )
