"""Units as slips write them, and what a value is in another unit of the same item.

Factors for what is counted in moles, all read on 2026-11-22:
creatinine mg/dL × 88.4 = μmol/L and bilirubin mg/dL × 17.1 = μmol/L: conversion table of the JAMA
Network journals, in the copy at w3.csmu.edu.tw/~chr/Int_unit_conversion.htm;
free thyroxine ng/dL × 12.87 = pmol/L, from its molar mass of 776.87 g/mol: labtests.co.in/?p=8062
and calcengines.com/medical/free-thyroxine-ft4-unit-converter, which agree.
The rest is arithmetic: 1 ng/dL = 10 pg/mL = 10 ng/L, 1 mg/dL = 10 mg/L, 1 μIU/mL = 1 mIU/L, and
an enzyme's IU/L is its U/L (elephantcare.org/convers.htm).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from .reading import plain

ENZYME = {"U/L": Decimal(1), "IU/L": Decimal(1)}

# item → unit → how many of it make one of the item's first unit
UNITS: Mapping[str, Mapping[str, Decimal]] = {
    "ast": ENZYME,
    "alt": ENZYME,
    "ggt": ENZYME,
    "t_bil": {"mg/dL": Decimal(1), "μmol/L": Decimal("17.1")},
    "creatinine": {"mg/dL": Decimal(1), "μmol/L": Decimal("88.4")},
    "egfr": {"mL/min/1.73m2": Decimal(1)},
    "tsh": {"μIU/mL": Decimal(1), "μU/mL": Decimal(1), "mIU/L": Decimal(1), "mU/L": Decimal(1)},
    "ft4": {
        "ng/dL": Decimal(1),
        "pmol/L": Decimal("12.87"),
        "pg/mL": Decimal(10),
        "ng/L": Decimal(10),
    },
    "crp": {"mg/dL": Decimal(1), "mg/L": Decimal(10)},
}


@dataclass(frozen=True, slots=True)
class Converted:
    """A value in another unit, with as many digits as were typed."""

    value: Decimal
    unit: str


def plain_unit(unit: str) -> str:
    """``unit`` as it is kept: 「㎎／ｄｌ」 → mg/dL where it is known, otherwise only plain."""
    text = plain(unit).replace(" ", "")
    return _known().get(_folded(text), text)


def converted(item_key: str, value: Decimal, unit: str) -> Converted | None:
    """``value`` in the usual unit of the item; None when it is in that unit or in none we know.

    IU/L for U/L is another name, not another number: it gives None as well.
    """
    factors = UNITS.get(item_key, {})
    factor = factors.get(plain_unit(unit))
    if factor is None or factor == 1:
        return None
    usual = next(iter(factors))
    return Converted(_as_precise_as(value, value / factor), usual)


def _as_precise_as(typed: Decimal, value: Decimal) -> Decimal:
    """``value`` with the significant digits of ``typed``, at least two."""
    digits = max(len(typed.normalize().as_tuple().digits), 2)
    if not value:
        return value
    return value.quantize(Decimal(1).scaleb(value.adjusted() - digits + 1), ROUND_HALF_UP)


def _known() -> dict[str, str]:
    names = {_folded(unit): unit for factors in UNITS.values() for unit in factors}
    return names | {"ml/分/1.73m2": "mL/min/1.73m2", "ml/min/1.73": "mL/min/1.73m2"}


def _folded(unit: str) -> str:
    return unit.casefold().replace("μ", "u").replace("µ", "u").replace("m^2", "m2")
