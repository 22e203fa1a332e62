"""Lines of a plan as the pages for a doctor print them."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class NextStep:
    """The next change of amount that is planned: from which dose day, how many mg."""

    on_day: date
    amount_mg: Decimal


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A line of the plan that begins in the period; ``kind`` is one of titration.Kind, as the
    amounts tell it. ``before_mg``: planned on the dose day before."""

    on_day: date
    kind: str
    amount_mg: Decimal | None
    before_mg: Decimal | None
    usual_time: time | None
    reason: str
    note: str
