"""Observation of a laboratory slip: the value as it was typed, judged by nobody."""

from decimal import Decimal

from django.utils.translation import gettext as _

from diary.labs.domain.reading import Unreadable, parse_reading
from diary.labs.models import LabResult
from diary.labs.queries import limits_in_words

from .clean import clean_text
from .codes import (
    JP_CATEGORY,
    JP_LAB_RESULT,
    JP_OBSERVATION,
    OBSERVATION_CATEGORY,
    TERMINOLOGY,
    lab_coding,
)
from .frame import Frame, Resource, coding, concept, moment, quantity

NOT_KNOWN = coding(f"{TERMINOLOGY}/data-absent-reason", "unknown", "Unknown")


def lab_result(frame: Frame, row: LabResult) -> Resource:
    """A line of a slip. JP Core's laboratory profile is kept where the item has a code."""
    known = lab_coding(row.item_key, row.unit)
    profile = JP_LAB_RESULT if known else JP_OBSERVATION
    found = frame.resource("Observation", "lab", row.pk, profile=profile)
    if known:
        found["contained"] = [
            {
                "resourceType": "Specimen",
                "id": "specimen",
                "type": concept(_("血液")),
                "subject": frame.subject,
            }
        ]
    found |= {
        "status": "amended" if row.changed_at else "final",
        "category": [
            {"coding": [coding(JP_CATEGORY, "laboratory")]},
            concept(_("検査"), coding(OBSERVATION_CATEGORY, "laboratory", "Laboratory")),
        ],
        "code": concept(row.item_name, known),
        "subject": frame.subject,
        "effectiveDateTime": row.collected_on.isoformat(),
        "issued": moment(row.recorded_at, frame.zone),
        "performer": [frame.subject],
    }
    found |= _value(row) | _range(row)
    return found | ({"specimen": {"reference": "#specimen"}} if known else {})


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
