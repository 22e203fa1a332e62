from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A line of the plan that begins in the period; ``kind`` is one of titration.Kind."""

    on_day: date
    kind: str
    amount_mg: Decimal | None
    before_mg: Decimal | None
    usual_time: time | None
    reason: str
    note: str
