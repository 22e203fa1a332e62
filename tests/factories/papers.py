"""What is copied from paper, invented; without the services."""

from datetime import UTC, date, datetime
from decimal import Decimal

from diary.labs.domain.line import lab_line
from diary.labs.models import LabResult
from diary.medications.models import OpioidAnswer, OtherMedicine
from diary.questionnaires.domain.instruments import instruments
from diary.questionnaires.models import Response
from diary.supply.models import Supply
from ldn_app.access.viewer import on_behalf_of
from ldn_app.accounts.models import Patient

RECORDED_AT = datetime(2026, 11, 1, 3, tzinfo=UTC)


def make_result(
    patient: Patient, day: date, name: str = "AST", value: str = "22", **typed: str
) -> LabResult:
    """A line of a slip; ``typed``: unit, low_text, high_text."""
    columns = lab_line(name=name, value_text=value, **typed).as_columns()
    viewer = on_behalf_of(patient.pk)
    return LabResult.objects.create_for(
        viewer, collected_on=day, recorded_at=RECORDED_AT, **columns
    )


def make_score(
    patient: Patient, day: date, instrument: str = "chalder", scale: str = "", value: str = "7"
) -> Response:
    """A score that was copied from paper; ``scale`` empty: the first of the instrument."""
    known = instruments()[instrument]
    of = known.scale(scale) if scale else known.scales[0]
    return Response.objects.create_for(
        on_behalf_of(patient.pk),
        answered_on=day,
        instrument=known.id,
        instrument_name=known.title,
        version=known.versions[0],
        scale=of.key,
        scale_name=of.name,
        value=Decimal(value),
        direction=known.direction,
        low=of.low,
        high=of.high,
        origin=Response.Origin.PAPER,
        recorded_at=RECORDED_AT,
    )


def make_medicine(patient: Patient, name: str = "架空の薬", **values) -> OtherMedicine:
    viewer = on_behalf_of(patient.pk)
    values = {"name": name, "recorded_at": RECORDED_AT, **values}
    return OtherMedicine.objects.create_for(viewer, **values)


def make_opioid_answer(patient: Patient, day: date, answer: str = "none") -> OpioidAnswer:
    viewer = on_behalf_of(patient.pk)
    values = {"answered_on": day, "answer": answer, "recorded_at": RECORDED_AT}
    return OpioidAnswer.objects.create_for(viewer, **values)


def make_supply(patient: Patient, day: date, **values) -> Supply:
    values = {"source": "clinic", "form": "capsule", "recorded_at": RECORDED_AT, **values}
    return Supply.objects.create_for(on_behalf_of(patient.pk), obtained_on=day, **values)
