"""One person of the crowd becomes a million: copied inside PostgreSQL, with rows of their own."""

from django.db import connection, models

from diary.doses.models import Regimen, RegimenEvent
from diary.reminders.models import Channel, ReminderSchedule
from ldn_app.accounts.models import Patient, User

# Each after those that its rows point to; a person of the crowd has one row in each.
TABLES = (User, Patient, Regimen, RegimenEvent, Channel, ReminderSchedule)


def multiply_newest(times: int) -> None:
    """Copy the person who was written last ``times`` times."""
    with connection.cursor() as cursor:
        bases = {model: _newest(cursor, model) for model in TABLES}
        for model in TABLES:
            _copy(cursor, model, bases, times)


def _newest(cursor, model: type[models.Model]) -> int:
    cursor.execute(f"SELECT max(id) FROM {model._meta.db_table}")
    return cursor.fetchone()[0]


def _copy(cursor, model: type[models.Model], bases: dict, times: int) -> None:
    fields = model._meta.concrete_fields
    columns = ", ".join(field.column for field in fields)
    values = ", ".join(_value(field, bases) for field in fields)
    table = model._meta.db_table
    cursor.execute(
        f"INSERT INTO {table} ({columns}) SELECT {values}"
        f" FROM {table} t, generate_series(1, {times:d}) n WHERE t.id = {bases[model]:d}"
    )
    cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")


def _value(field: models.Field, bases: dict) -> str:
    if field.primary_key or field.related_model in bases:
        return f"t.{field.column} + n"
    if field.name == "email":
        return "'copy' || n || '-' || t.id || '@house' || n % 50 || '.example.jp'"
    return f"t.{field.column}"
