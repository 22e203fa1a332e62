import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.summaries.change.sheet import signed
from diary.summaries.visit_summary.labels import figure
from ldn_app.ui.rounding import half_up


@pytest.mark.parametrize(
    ("value", "told"),
    [(5.75, "5.8"), (6.25, "6.3"), (6.35, "6.4"), (0.05, "0.1"), (7.0, "7"), (2.675, "2.7")],
)
def test_a_half_goes_up(value, told):
    assert figure(value) == told


@pytest.mark.parametrize(
    ("value", "told"), [(0.25, "+0.3"), (-0.25, "−0.3"), (0.04, "0"), (-0.04, "0"), (0, "0")]
)
def test_a_difference_keeps_its_sign_unless_it_is_nothing(value, told):
    assert signed(value) == told


@given(st.integers(0, 10_000))
def test_every_quarter_is_rounded_by_hand(quarters):
    tenths = math.floor(Decimal(quarters) / 4 * 10 + Decimal("0.5"))

    assert half_up(quarters / 4, 1) == Decimal(tenths) / 10
