"""How a score is written."""

from decimal import Decimal


def plain(value: Decimal) -> str:
    """Without needless zeros: 52.100 → 「52.1」, 7.000 → 「7」."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
