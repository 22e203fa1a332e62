"""A crowd of diaries for the measurements: written inside the database, the same every time.

Rows are written in the order of their days, as they come in real life: one patient's rows lie
scattered over the whole table.
"""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from django.db import connection, models, transaction

from diary.doses.domain.titration import Kind, Slot
from diary.doses.models import Dose, Regimen, RegimenEvent
from diary.symptoms.models import DayNote, SideEffect, Sleep, SymptomRating, TrackedSymptom
from ldn_app.accounts.models import Patient, User

REASON = "measurements write the diaries of nobody"
SYMPTOMS = ("だるさ・つかれやすさ", "頭がぼんやりする・集中できない", "筋肉の痛み")
NIGHT_TABLE = "bench_night"


@transaction.atomic
def seed_many(patients: int, nights: int, *, today: date, name: str = "crowd") -> list[Patient]:
    """``patients`` diaries of ``nights`` nights up to the night before ``today``.

    Every tenth night is unrecorded. Returns the patients; ``name`` must be new each time.
    """
    people = _people(patients, name)
    first = today - timedelta(days=nights)
    regimens = _bulk(
        Regimen,
        [Regimen(patient=one, form="capsule", created_at=_evening(first)) for one in people],
    )
    _bulk(RegimenEvent, [event for one in regimens for event in _plan(one, first, nights)])
    tracked = [
        TrackedSymptom(patient=one, name=words, position=place, added_at=_evening(first))
        for one in people
        for place, words in enumerate(SYMPTOMS)
    ]
    _bulk(TrackedSymptom, tracked)
    _write_nights(first, nights)
    ids = (people[0].pk, people[-1].pk)
    for model, source, values in _tables():
        _insert(model, source, values, ids)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {NIGHT_TABLE}")
    return people


def analyze() -> None:
    """Tell the planner what the tables hold now."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _people(count: int, name: str) -> list[Patient]:
    users = User.objects.bulk_create(
        [User(email=f"{name}{number}@bench.example", password="!") for number in range(count)]
    )
    return Patient.objects.bulk_create([Patient(user=user) for user in users])


def _bulk(model: type[models.Model], rows: list) -> list:
    return model.objects.unscoped(reason=REASON).bulk_create(rows, batch_size=2000)


def _plan(regimen: Regimen, first: date, nights: int) -> list[RegimenEvent]:
    """Three steps, then a week of pause every half year."""
    lines = [(0, Kind.START, "1.5"), (14, Kind.STEP_UP, "3"), (28, Kind.STEP_UP, "4.5")]
    for night in range(180, nights, 180):
        lines += [(night, Kind.PAUSE, None), (night + 7, Kind.RESUME, None)]
    return [
        RegimenEvent(
            patient_id=regimen.patient_id,
            regimen=regimen,
            kind=kind,
            on_day=first + timedelta(days=night),
            amount_mg=amount and Decimal(amount),
            slot=Slot.EVENING if kind is Kind.START else None,
            usual_time=time(22) if kind is Kind.START else None,
            recorded_at=_evening(first),
        )
        for night, kind, amount in lines
    ]


def _evening(day: date) -> datetime:
    return datetime.combine(day, time(13), tzinfo=UTC)


def _write_nights(first: date, nights: int) -> None:
    """One row for each night; every table takes its days from here."""
    adapt = connection.ops.adapt_datetimefield_value
    days = [first + timedelta(days=number) for number in range(nights)]
    rows = [(number, day, adapt(_evening(day))) for number, day in enumerate(days)]
    with connection.cursor() as cursor:
        moment = connection.data_types["DateTimeField"]
        cursor.execute(
            f"CREATE TEMPORARY TABLE {NIGHT_TABLE} (number integer, day date, evening {moment})"
        )
        cursor.executemany(f"INSERT INTO {NIGHT_TABLE} VALUES (%s, %s, %s)", rows)


def _tables():
    """(model, rows it is written from, field → SQL). ``o`` owns the row, ``n`` is the night."""
    answer = {
        "day": "n.day",
        "recorded_at": "n.evening",
        "time_zone": "'Asia/Tokyo'",
        "filled_later": "n.number % 9 = 0",
        "copied": "n.number % 8 = 0",
    }
    scale = "(o.id * 7 + n.number * 13) % 11"
    degree = f"CASE {scale} WHEN 0 THEN 'strong' WHEN 1 THEN 'some' ELSE 'none' END"
    effect = f"CASE {scale} WHEN 0 THEN 'headache' ELSE 'none_today' END"
    grade = f"CASE {scale} WHEN 0 THEN 'mild' END"
    person, plan = Patient._meta.db_table, Regimen._meta.db_table
    taken = {
        "regimen_id": "o.id",
        "dose_day": "n.day",
        "status": "'taken'",
        "taken_at": "n.evening",
        "amount_mg": "4.5",
        "time_zone": "'Asia/Tokyo'",
        "recorded_at": "n.evening",
        "filled_later": "n.number % 9 = 0",
    }
    quality = {"quality": scale, "insomnia": degree, "vivid_dreams": degree, "times_awake": "1"}
    note = {"text": "'よく眠れた。'", "tell_doctor": "n.number % 20 = 0"}
    return [
        (Dose, plan, taken),
        (
            SymptomRating,
            TrackedSymptom._meta.db_table,
            {**answer, "symptom_id": "o.id", "score": scale},
        ),
        (Sleep, person, {**answer, **quality}),
        (SideEffect, person, {**answer, "kind": effect, "severity": grade}),
        (DayNote, person, {**answer, **note}),
    ]


def _insert(model: type[models.Model], source: str, values: dict, ids: tuple[int, int]) -> None:
    """``INSERT … SELECT`` over owners × nights; columns without a value get an empty one."""
    owner = "id" if source == Patient._meta.db_table else "patient_id"
    columns = {"patient_id": f"o.{owner}", **values}
    for field in model._meta.concrete_fields:
        if not field.primary_key and not field.null:
            columns.setdefault(field.column, "''")
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({', '.join(columns)})"
            f" SELECT {', '.join(columns.values())}"
            f" FROM {source} o CROSS JOIN {NIGHT_TABLE} n"
            f" WHERE o.{owner} BETWEEN {ids[0]:d} AND {ids[1]:d} AND (o.id + n.number) % 10 <> 0"
            " ORDER BY n.number, o.id"
        )
