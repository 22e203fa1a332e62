"""Figures that people read are rounded as they learned it: 四捨五入, a half goes up."""

from decimal import ROUND_HALF_UP, Decimal

EXACT_DIGITS = 9  # What a float may be off by, after a few sums, lies behind these.


def half_up(value: Decimal | float, places: int = 0) -> Decimal:
    """``value`` to ``places`` decimals, a half away from zero: 5.75 → 5.8, 6.25 → 6.3."""
    exact = value if isinstance(value, Decimal) else Decimal(str(round(value, EXACT_DIGITS)))
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
