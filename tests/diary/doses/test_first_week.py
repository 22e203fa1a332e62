"""Reading about sleep is offered while an amount is new, and on no other night."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from diary.doses.domain.first_week import in_first_week
from diary.doses.domain.titration import Kind, PlanEvent

START = date(2026, 10, 1)


def event(kind, day, **values):
    return PlanEvent(1, kind, day, datetime(2026, 10, 1, tzinfo=UTC), **values)


@pytest.mark.parametrize(("after", "new"), [(-1, False), (0, True), (6, True), (7, False)])
@pytest.mark.parametrize("kind", [Kind.START, Kind.STEP_UP])
def test_seven_nights_from_a_start_or_a_step_up(kind, after, new):
    assert in_first_week([event(kind, START)], START + timedelta(days=after)) is new


@pytest.mark.parametrize("kind", [Kind.HOLD, Kind.STEP_BACK, Kind.PAUSE, Kind.TO_MORNING])
def test_nothing_else_is_new(kind):
    begun = event(Kind.START, START - timedelta(days=30), amount_mg=Decimal(3))
    amount_mg = {Kind.HOLD: Decimal(3), Kind.STEP_BACK: Decimal("1.5")}.get(kind)

    assert in_first_week([begun, event(kind, START, amount_mg=amount_mg)], START) is False


def test_a_line_that_was_taken_back_counts_as_never_planned():
    assert in_first_week([event(Kind.START, START, withdrawn=True)], START) is False
