"""Observation: symptoms, sleep, 「副作用はなし」, notes, the answer about opioids, and laboratory
values as they were typed, without a judgement."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from diary.labs.domain.reading import Unreadable, parse_reading
from diary.labs.models import LabResult
from diary.labs.queries import limits_in_words
from diary.medications.models import OpioidAnswer
from diary.symptoms.domain.effect_labels import NONE_WORDS
from diary.symptoms.models import DailyAnswer, DayNote, SideEffect, Sleep, SymptomRating
from diary.symptoms.models.tracked_symptom import TrackedSymptom

from .clean import clean_text
from .codes import JP_CATEGORY, JP_OBSERVATION, OBSERVATION_CATEGORY, TERMINOLOGY, lab_coding
from .frame import Frame, Resource, coding, concept, moment, notes, quantity, zone_named

NOT_KNOWN = coding(f"{TERMINOLOGY}/data-absent-reason", "unknown", "Unknown")


class AnsweredRow(Protocol):
    """What every row has that a patient answers; ``changed_at`` None: as it was first recorded."""

    pk: int
    recorded_at: datetime
    changed_at: datetime | None


def observed(
    frame: Frame,
    kind: str,
    row: AnsweredRow,
    *,
    code: dict,
    day: date,
    zone: ZoneInfo | None = None,
) -> Resource:
    """The head of an answer that the patient gave about ``day``; ``zone``: where they were."""
    head = frame.resource("Observation", kind, row.pk, profile=JP_OBSERVATION)
    return head | {
        "status": "amended" if row.changed_at else "final",
        "category": categories("survey", "Survey", _("本人の記録")),
        "code": code,
        "subject": frame.subject,
        "effectiveDateTime": day.isoformat(),
        "issued": moment(row.changed_at or row.recorded_at, zone or frame.zone),
        "performer": [frame.subject],
    }


def categories(code: str, display: str, words: str) -> list[dict]:
    """JP Core's category, which its profile wants, and HL7's own; each in a concept of its own."""
    return [
        concept(words, coding(JP_CATEGORY, code, display)),
        concept(words, coding(OBSERVATION_CATEGORY, code, display)),
    ]


def _daily(frame: Frame, kind: str, row: DailyAnswer, name: str) -> Resource:
    zone = zone_named(row.time_zone)
    return observed(frame, kind, row, code=concept(name), day=row.day, zone=zone) | _how(row)


def _how(row: DailyAnswer) -> dict:
    later = _("後日に記録") if row.filled_later else ""
    return notes(later, _("「昨日と同じ」で記録") if row.copied else "")


def symptom(frame: Frame, row: SymptomRating, tracked: TrackedSymptom | None) -> Resource | None:
    """How strong a symptom was, 0 to 10; None when its name is not shared."""
    if tracked is None:
        return None
    found = _daily(frame, "symptom", row, tracked.name)
    found["valueInteger"] = row.score
    scale = _("0(なし)から10までの強さ。その日のいちばん強いとき。")
    anchor = _("10のめやす: %(anchor)s") % {"anchor": tracked.anchor} if tracked.anchor else ""
    found["method"] = concept(scale + anchor)
    return found


def sleep(frame: Frame, row: Sleep) -> Resource | None:
    """The sleep that ended on the morning of the day; None when nothing about it was answered."""
    components = list(_of_sleep(row))
    if not components:
        return None
    return _daily(frame, "sleep", row, _("その日の朝までの眠り")) | {"component": components}


def _of_sleep(row: Sleep) -> Iterator[dict]:
    for name in ("bed_at", "up_at"):
        at = getattr(row, name)
        if at is not None:
            yield _part(row, name, valueTime=at.isoformat(timespec="seconds"))
    for name in ("times_awake", "quality"):
        if getattr(row, name) is not None:
            yield _part(row, name, valueInteger=getattr(row, name))
    for name in ("insomnia", "vivid_dreams"):
        if getattr(row, name) is not None:
            words = str(getattr(row, f"get_{name}_display")())
            yield _part(row, name, valueCodeableConcept=concept(words))


def _part(row: Sleep, name: str, **value) -> dict:
    words = str(row._meta.get_field(name).verbose_name)
    return {"code": concept(f"{words} (0〜10)" if name == "quality" else words), **value}


def no_side_effect(frame: Frame, row: SideEffect) -> Resource:
    """「今日はなし」 is an answer of its own, and no adverse event."""
    found = _daily(frame, "side_effect", row, _("副作用かもしれないこと"))
    return found | {"valueCodeableConcept": concept(NONE_WORDS)}


def day_note(frame: Frame, row: DayNote) -> Resource | None:
    """What the patient wrote about a day; None when nothing is written there."""
    parts = []
    if row.unusual is not None:
        parts.append({"code": concept(_("いつもとちがうこと")), "valueBoolean": row.unusual})
    if row.tell_doctor:
        parts.append({"code": concept(_("医師に伝える")), "valueBoolean": True})
    text = clean_text(row.text)
    if not (text or parts):
        return None
    found = _daily(frame, "note", row, _("その日のメモ"))
    if text:
        found["valueString"] = text
    return found | ({"component": parts} if parts else {})


def opioid_answer(frame: Frame, row: OpioidAnswer) -> Resource:
    """What the patient said about opioids on a day."""
    code = concept(_("オピオイドの薬を使っているか"))
    found = observed(frame, "opioid", row, code=code, day=row.answered_on)
    return found | {"valueCodeableConcept": concept(str(row.get_answer_display()))}


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
    """A number with its sign and unit; words (陰性) unchanged."""
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
