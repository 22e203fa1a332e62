"""From what a file says to what a column holds; the other way round of ``export.values``."""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dateparse import parse_datetime

from diary.export.values import undefused
from ldn_app.ui.typed_text import cleaned

TRUTH = {"true": True, "false": False}


class UnreadableValue(ValueError):
    """The column cannot hold what the file says."""


def read_value(field: models.Field, raw: object) -> Any:
    """The value of ``field`` that JSON writes as ``raw``. Raises UnreadableValue."""
    if raw is None:
        if not field.null:
            raise UnreadableValue
        return None
    value = _reader(field)(raw)
    _insist(field, value)
    return value


def read_cell(field: models.Field, cell: str) -> Any:
    """The same for a cell of our CSV: empty is no answer, an apostrophe defused a formula."""
    is_text = isinstance(field, models.CharField | models.TextField)
    if cell == "":
        return read_value(field, "" if is_text and not field.null else None)
    if is_text:
        return read_value(field, undefused(cell))
    if isinstance(field, models.BooleanField):
        return read_value(field, TRUTH.get(cell))
    if isinstance(field, models.IntegerField):
        return read_value(field, int(cell) if cell.isascii() and cell.isdigit() else cell)
    return read_value(field, cell)


def _reader(field: models.Field) -> Callable[[object], Any]:
    # A moment is a date to Python as well: the narrower kind comes first.
    kinds = (
        (models.DateTimeField, _moment),
        (models.DateField, _iso(date)),
        (models.TimeField, _iso(time)),
        (models.DecimalField, _decimal),
        (models.BooleanField, _exactly(bool)),
        (models.IntegerField, _exactly(int)),
        (models.CharField, _text),
        (models.TextField, _text),
    )
    for kind, reader in kinds:
        if isinstance(field, kind):
            return reader
    raise TypeError(f"No way to read {field}.")


def _moment(raw: object) -> datetime:
    try:
        moment = parse_datetime(raw) if isinstance(raw, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise UnreadableValue
    return moment


def _iso(kind: type[date] | type[time]) -> Callable[[object], date | time]:
    def read(raw: object) -> date | time:
        try:
            value = kind.fromisoformat(raw)
        except (ValueError, TypeError) as unknown:
            raise UnreadableValue from unknown
        if getattr(value, "tzinfo", None) is not None:
            raise UnreadableValue
        return value

    return read


def _decimal(raw: object) -> Decimal:
    try:
        value = Decimal(raw) if isinstance(raw, str) or type(raw) is int else None
    except InvalidOperation:
        value = None
    if value is None or not value.is_finite():
        raise UnreadableValue
    return value


def _exactly(kind: type) -> Callable[[object], Any]:
    def read(raw: object) -> Any:
        if type(raw) is not kind:
            raise UnreadableValue
        return raw

    return read


def _text(raw: object) -> str:
    """Cleaned as a form cleans it; there is no telling which columns hold lines, so lines stay."""
    if not isinstance(raw, str):
        raise UnreadableValue
    return cleaned(raw, lines=True)


def _insist(field: models.Field, value: Any) -> None:
    """What the column's own declaration asks of a value."""
    if value == "" and not field.blank:
        raise UnreadableValue
    longest = getattr(field, "max_length", None)
    if isinstance(value, str) and longest is not None and len(value) > longest:
        raise UnreadableValue
    if field.choices and value != "" and value not in dict(field.flatchoices):
        raise UnreadableValue
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        try:
            field.run_validators(value)
        except ValidationError as refused:
            raise UnreadableValue from refused
