"""Plans, invented."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

from diary.doses.models.plan_in_force import PlanInForce, plan_for, plans_during
from diary.doses.services.plan import WrittenStep, begin_regimen
from ldn_app.access.viewer import on_behalf_of
from ldn_app.accounts.models import Patient

WRITTEN_AT = datetime(2026, 10, 1, 3, tzinfo=UTC)


def make_plan(
    patient: Patient, *, first_day: date = date(2026, 10, 1), amount_mg: str = "1.5", **values
) -> PlanInForce:
    """A plan from ``first_day`` without an end; ``steps``: (day, amount) pairs that follow."""
    viewer = on_behalf_of(patient.pk)
    later = values.pop("steps", [])
    steps = [(first_day, amount_mg), *later]
    defaults = {
        "form": "capsule",
        "strength_mg_per_ml": None,
        "slot": "evening",
        "usual_time": time(22),
        "last_day": None,
        "now": WRITTEN_AT,
    }
    begin_regimen(
        viewer,
        patient=patient,
        steps=[WrittenStep(day, Decimal(amount)) for day, amount in steps],
        **{**defaults, **values},
    )
    return plan_again(patient, first_day)


def plan_again(patient: Patient, day: date) -> PlanInForce:
    """The plan that covers ``day``, read anew."""
    return plan_for(plans_during(on_behalf_of(patient.pk), day, day), day)
