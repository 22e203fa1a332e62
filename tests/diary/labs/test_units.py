"""The factors are those of the tables that diary.labs.domain.units cites."""

from decimal import Decimal

import pytest

from diary.labs.domain.items import lab_items
from diary.labs.domain.units import UNITS, Converted, converted, plain_unit


@pytest.mark.parametrize(
    ("item", "value", "unit", "expected", "usual"),
    [
        ("creatinine", "88.4", "μmol/L", "1.00", "mg/dL"),
        ("creatinine", "62", "umol/L", "0.70", "mg/dL"),
        ("t_bil", "17.1", "μmol/L", "1.00", "mg/dL"),
        ("ft4", "15.4", "pmol/L", "1.20", "ng/dL"),
        ("ft4", "12", "pg/mL", "1.2", "ng/dL"),
        ("crp", "3", "mg/L", "0.30", "mg/dL"),
    ],
)
def test_a_value_is_given_in_the_usual_unit(item, value, unit, expected, usual):
    assert converted(item, Decimal(value), unit) == Converted(Decimal(expected), usual)


@pytest.mark.parametrize(
    ("item", "unit"),
    [
        ("creatinine", "mg/dL"),
        ("ast", "IU/L"),
        ("tsh", "mIU/L"),
        ("ft4", ""),
        ("crp", "furlong"),
        ("", "mg/dL"),
    ],
)
def test_nothing_is_converted_that_needs_no_other_number_or_is_not_known(item, unit):
    assert converted(item, Decimal(1), unit) is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("㎎／ｄｌ", "mg/dL"),
        ("uIU/mL", "μIU/mL"),
        ("µIU/ml", "μIU/mL"),
        ("ＩＵ／Ｌ", "IU/L"),
        ("ml/min/1.73㎡", "mL/min/1.73m2"),
        ("mL/分/1.73m^2", "mL/min/1.73m2"),
        ("個/μL", "個/μL"),
        ("", ""),
    ],
)
def test_a_unit_is_kept_in_one_spelling(typed, kept):
    assert plain_unit(typed) == kept


def test_zero_stays_zero():
    assert converted("crp", Decimal("0.0"), "mg/L") == Converted(Decimal("0"), "mg/dL")


def test_every_item_of_the_page_has_its_usual_unit_first():
    assert {key: item.unit for key, item in lab_items().items()} == {
        key: next(iter(units)) for key, units in UNITS.items()
    }
