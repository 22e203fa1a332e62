"""What every resource of one bundle shares, and the small pieces that they are made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cached_property, lru_cache
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .codes import UCUM, UCUM_UNITS

Resource = dict


@dataclass(frozen=True)
class Frame:
    """One patient's bundle: the secret that its ids come from, the zone, the open dose day.

    Two exports of the same row carry the same id, so that a reader can tell what it has already.
    Ids of two patients have nothing in common, and no row number shows in them.
    """

    namespace: UUID
    zone: ZoneInfo
    today: date

    def id_of(self, kind: str, key: object) -> str:
        return str(uuid5(self.namespace, f"{kind}/{key}"))

    @cached_property
    def patient_id(self) -> str:
        return self.id_of("patient", "")

    @cached_property
    def subject(self) -> dict:
        return {"reference": f"urn:uuid:{self.patient_id}"}

    def resource(
        self, resource_type: str, kind: str, key: object, *, profile: str | None = None
    ) -> Resource:
        """The head of a resource; ``kind`` and ``key`` name the row it comes from."""
        head: Resource = {"resourceType": resource_type, "id": self.id_of(kind, key)}
        if profile:
            head["meta"] = {"profile": [profile]}
        return head


def moment(at: datetime, zone: ZoneInfo) -> str:
    """An instant as the clock of ``zone`` showed it, with its offset; in UTC where the offset has
    seconds (a local mean time, Tokyo before 1888), which FHIR cannot write."""
    there = at.astimezone(zone)
    has_seconds = there.utcoffset() % timedelta(minutes=1)
    return (at.astimezone(UTC) if has_seconds else there).isoformat(timespec="seconds")


@lru_cache(maxsize=64)
def zone_named(name: str) -> ZoneInfo:
    """The zone; UTC for a name that this machine does not know."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def concept(text: str, *codings: dict | None) -> dict:
    """A CodeableConcept; the words always, codes where there are any."""
    known = [coding for coding in codings if coding]
    return {"coding": known, "text": text} if known else {"text": text}


def coding(system: str, code: str, display: str | None = None) -> dict:
    found = {"system": system, "code": code}
    return {**found, "display": display} if display else found


def quantity(value: Decimal, unit: str = "", comparator: str = "") -> dict:
    """A Quantity with the digits of ``value``; a UCUM code where the unit is a known one."""
    found: dict = {"value": value}
    if comparator:
        found["comparator"] = comparator
    if unit:
        found["unit"] = unit
    if unit in UCUM_UNITS:
        found |= {"system": UCUM, "code": UCUM_UNITS[unit]}
    return found


def period(first: date | None, last: date | None) -> dict:
    """A Period of days, both inclusive; None is open."""
    ends = {"start": first, "end": last}
    return {name: day.isoformat() for name, day in ends.items() if day is not None}


def notes(*texts: str) -> dict[str, list]:
    """``{"note": […]}`` of the texts that say something; empty when none does."""
    found = [{"text": text} for text in texts if text and text.strip()]
    return {"note": found} if found else {}


def without_none(resource: Mapping) -> Resource:
    """FHIR knows no null: what was not answered is not there."""
    return {name: value for name, value in resource.items() if value is not None}
