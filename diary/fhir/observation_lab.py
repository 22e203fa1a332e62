"""Observation of a laboratory slip: the value as it was typed, judged by nobody."""

from decimal import Decimal

from django.utils.translation import gettext as _

from diary.labs.domain.reading import Unreadable, parse_reading
from diary.labs.models import LabResult
from diary.labs.queries import limits_in_words

from .clean import clean_text
from .codes import JP_OBSERVATION, TERMINOLOGY, lab_coding
from .frame import Frame, Resource, coding, concept, moment, quantity
from .observation import categories

NOT_KNOWN = coding(f"{TERMINOLOGY}/data-absent-reason", "unknown", "Unknown")


def lab_result(frame: Frame, row: LabResult) -> Resource:
    """A line of a slip. Who measured it, from which material, and when the laboratory let it out
    are not on record: no performer, specimen or issued, and so not JP Core's laboratory profile."""
    known = lab_coding(row.item_key, row.item_name, row.unit)
    found = frame.resource("Observation", "lab", row.pk, profile=JP_OBSERVATION)
    found["meta"]["lastUpdated"] = moment(row.changed_at or row.recorded_at, frame.zone)
    found |= {
        "status": "amended" if row.changed_at else "final",
        "category": categories("laboratory", "Laboratory", _("検査")),
        "code": concept(row.item_name, known),
        "subject": frame.subject,
        "effectiveDateTime": row.collected_on.isoformat(),
    }
    return found | _value(row) | _range(row)


def _value(row: LabResult) -> dict:
    """A number with its sign and unit; words (陰性) as they stand."""
    if row.value is None:
        words = clean_text(" ".join(filter(None, (row.value_text, row.unit))))
        return {"valueString": words} if words else {"dataAbsentReason": concept("", NOT_KNOWN)}
    return {
        "valueQuantity": quantity(_as_typed(row.value_text, row.value), row.unit, row.comparator)
    }


def _as_typed(text: str, stored: Decimal) -> Decimal:
    """The number with the digits that were typed: 0.30 stays 0.30."""
    try:
        typed = parse_reading(text).value
    except Unreadable:
        typed = None
    return typed if typed == stored else stored.normalize()


def _range(row: LabResult) -> dict:
    """The laboratory's own range; limits that are printed as 未満 or 超 stay words."""
    found = {}
    for name, text, limit in (("low", row.low_text, row.low), ("high", row.high_text, row.high)):
        if limit is not None and _is_plain(text):
            found[name] = quantity(_as_typed(text, limit), row.unit)
    if words := limits_in_words(row.low_text, row.high_text):
        found["text"] = words
    return {"referenceRange": [found]} if found else {}


def _is_plain(text: str) -> bool:
    try:
        return parse_reading(text).is_exact
    except Unreadable:
        return False
