"""What invented people copied from paper: slips, scores, labels. The ranges are invented too."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from diary.labs.domain.line import lab_line
from diary.labs.models import LabResult
from diary.medications.models import OpioidAnswer, OtherMedicine
from diary.questionnaires.domain.instruments import instruments
from diary.questionnaires.domain.sheet import PS
from diary.questionnaires.models import Response
from diary.supply.models import Supply
from ldn_app.accounts.models import Patient

from .diary_rows import TOKYO
from .people import Persona

# item, unit, low, high, about which value, how far it wanders, digits
SLIP = (
    ("AST", "U/L", "13", "30", 21, 4, 0),
    ("ALT", "U/L", "7", "23", 18, 5, 0),
    ("γ-GTP", "U/L", "9", "32", 20, 5, 0),
    ("T-Bil", "mg/dL", "0.4", "1.5", 0.7, 0.15, 1),
    ("クレアチニン", "mg/dL", "0.46", "0.79", 0.61, 0.05, 2),
    ("TSH", "μIU/mL", "0.50", "5.00", 2.1, 0.6, 2),
    ("FT4", "ng/dL", "0.90", "1.70", 1.2, 0.1, 2),
)
FEWEST_DAYS_BETWEEN_SLIPS = 80


def lab_rows(persona: Persona, patient: Patient, today: date) -> Iterator[LabResult]:
    """A slip at most visits; the first one also has what only that laboratory tested."""
    chance = Random(f"{persona.key} labs")
    last: date | None = None
    for back in sorted(persona.visits, reverse=True):
        day = today - timedelta(days=back)
        if last is not None and (day - last).days < FEWEST_DAYS_BETWEEN_SLIPS:
            continue
        last = day
        for name, unit, low, high, middle, spread, digits in SLIP:
            value = f"{max(chance.gauss(middle, spread), spread):.{digits}f}"
            yield _result(patient, day, name, value, unit, low, high)
        bounded = chance.random() < 0.6
        crp = "<0.05" if bounded else f"{abs(chance.gauss(0.15, 0.2)) + 0.05:.2f}"
        yield _result(patient, day, "CRP", crp, "mg/dL", "", "0.30")
        yield _result(patient, day, "フェリチン", f"{chance.gauss(38, 9):.0f}", "ng/mL", "5", "152")


def _result(
    patient: Patient, day: date, name: str, value: str, unit: str, low: str, high: str
) -> LabResult:
    line = lab_line(name=name, value_text=value, unit=unit, low_text=low, high_text=high)
    return LabResult(
        patient=patient, collected_on=day, recorded_at=_evening(day), **line.as_columns()
    )


def score_rows(persona: Persona, patient: Patient, today: date) -> Iterator[Response]:
    """PS about once a week, the Chalder scale and SF-36 at some visits."""
    chance = Random(f"{persona.key} scores")
    weeks = range(persona.nights // 7, -1, -1)
    for week in weeks:
        if chance.random() < 0.2:
            continue
        drift = 1 - week * 7 / max(persona.nights, 1)
        level = min(max(round(6.4 - 1.8 * drift + chance.gauss(0, 0.7)), 0), 9)
        day = today - timedelta(days=1 + week * 7)
        yield _score(patient, day, PS, "total", Decimal(level), Response.Origin.HERE)
    for back in sorted(persona.visits, reverse=True)[::3]:
        day = today - timedelta(days=back)
        likert = Decimal(chance.randint(17, 29))
        yield _score(patient, day, "chalder", "likert", likert, Response.Origin.PAPER)
        for scale in ("pf", "vt"):
            value = Decimal(chance.randrange(15, 60, 5))
            yield _score(patient, day, "sf36", scale, value, Response.Origin.PAPER)


def _score(
    patient: Patient, day: date, key: str, scale_key: str, value: Decimal, origin: str
) -> Response:
    instrument = instruments()[key]
    scale = instrument.scale(scale_key)
    return Response(
        patient=patient,
        answered_on=day,
        instrument=key,
        instrument_name=instrument.title,
        version=instrument.versions[0],
        scale=scale.key,
        scale_name=scale.name,
        value=value,
        direction=instrument.direction,
        low=scale.low,
        high=scale.high,
        origin=origin,
        recorded_at=_evening(day),
    )


def _evening(day: date) -> datetime:
    return datetime.combine(day, time(19, 30), tzinfo=TOKYO)


def medicine_rows(persona: Persona, patient: Patient, today: date) -> Iterator[OtherMedicine]:
    for medicine in persona.medicines:
        yield OtherMedicine(
            patient=patient,
            name=medicine.name,
            since_on=_back(today, medicine.since),
            until_on=_back(today, medicine.until),
            note=medicine.note,
            recorded_at=_evening(today - timedelta(days=persona.nights)),
        )


def opioid_rows(persona: Persona, patient: Patient, today: date) -> Iterator[OpioidAnswer]:
    for back, answer in persona.opioid_answers:
        day = today - timedelta(days=back)
        yield OpioidAnswer(
            patient=patient, answered_on=day, answer=answer, recorded_at=_evening(day)
        )


def supply_rows(persona: Persona, patient: Patient, today: date) -> Iterator[Supply]:
    """Four weeks' worth from the clinic at each visit; the lots are invented."""
    for number, back in enumerate(sorted(persona.visits, reverse=True), start=1):
        day = today - timedelta(days=back)
        yield Supply(
            patient=patient,
            obtained_on=day,
            source=Supply.Source.CLINIC,
            form=persona.form,
            strength_text="1 mg/mL" if persona.form == "liquid" else "1.5 mg",
            lot=f"DEMO-{number:03d}",
            expires_on=day + timedelta(days=365),
            refill_on=day + timedelta(days=21),
            quantity_text="120 mL" if persona.form == "liquid" else "84個",
            recorded_at=_evening(day),
        )


def _back(today: date, days: int | None) -> date | None:
    return None if days is None else today - timedelta(days=days)
