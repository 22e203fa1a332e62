"""Whether a row would pass its table's CHECK constraints, asked without the database.

Django asks it one query for each row and rule; a diary of ten years has tens of thousands of rows.
A lookup that is not known here counts as passed: the database looks again when it is written.
"""

import operator
from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.constants import LOOKUP_SEP

LOOKUPS = {
    "exact": operator.eq,
    "lt": operator.lt,
    "lte": operator.le,
    "gt": operator.gt,
    "gte": operator.ge,
    "in": lambda value, options: value in options,
    "startswith": str.startswith,
}


def broken_rules(model: type[models.Model], values: Mapping[str, Any]) -> Iterator[str]:
    """The names of the CHECK constraints that a row with ``values`` (by field) would break."""
    for rule in model._meta.constraints:
        if (
            isinstance(rule, models.CheckConstraint)
            and _holds(model, rule.condition, values) is False
        ):
            yield rule.name


def _holds(model, condition: Q | tuple, values: Mapping[str, Any]) -> bool | None:
    """SQL's three answers: None is unknown."""
    if not isinstance(condition, Q):
        return _compares(model, *condition, values) if isinstance(condition, tuple) else None
    answers = [_holds(model, child, values) for child in condition.children]
    decisive = condition.connector == Q.OR
    if decisive in answers:
        found: bool | None = decisive
    else:
        found = None if None in answers else not decisive
    return (not found) if condition.negated and found is not None else found


def _compares(model, path: str, wanted: Any, values: Mapping[str, Any]) -> bool | None:
    name, _, lookup = path.partition(LOOKUP_SEP)
    if name not in values:
        return None
    value = values[name]
    if lookup == "isnull":
        return (value is None) is wanted
    wanted = _wanted(model._meta.get_field(name), wanted, values)
    if value is None or wanted is None or (lookup or "exact") not in LOOKUPS:
        return None
    return LOOKUPS[lookup or "exact"](value, wanted)


def _wanted(field: models.Field, wanted: Any, values: Mapping[str, Any]) -> Any:
    if isinstance(wanted, F):
        return values.get(wanted.name)
    if isinstance(wanted, list | tuple | set):
        return [field.to_python(one) for one in wanted]
    return field.to_python(wanted)
