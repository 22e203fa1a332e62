from decimal import Decimal

import pytest

from diary.labs.domain.reading import Reading, Unreadable, parse_reading


@pytest.mark.parametrize(
    ("typed", "value", "comparator"),
    [
        ("32", "32", ""),
        ("４．５", "4.5", ""),
        ("0,5", "0.5", ""),
        ("４，２５", "4.25", ""),
        ("0,123", "0.123", ""),
        ("1,234", "1234", ""),
        ("12,345.6", "12345.6", ""),
        ("0。72", "0.72", ""),
        ("<0.3", "0.3", "<"),
        ("＜0.3", "0.3", "<"),
        ("< 0.005", "0.005", "<"),
        ("0.3未満", "0.3", "<"),
        ("≦0.30", "0.30", "<="),
        ("0.30以下", "0.30", "<="),
        (">90", "90", ">"),
        ("90以上", "90", ">="),
        ("≧60.0", "60.0", ">="),
        ("45 H", "45", ""),
        ("H 45", "45", ""),
        ("＊45", "45", ""),
        ("0.41L", "0.41", ""),
        (" 22 ", "22", ""),
    ],
)
def test_a_result_is_read_as_slips_print_it(typed, value, comparator):
    assert parse_reading(typed) == Reading(Decimal(value), comparator)


def test_the_zeros_of_a_slip_stay():
    assert str(parse_reading("0.30").value) == "0.30"


@pytest.mark.parametrize(
    "typed",
    ["", "陰性", "(-)", "1-3", "1.2.3", "12 34a", "-5", "<0.3以下", "<", "H", "1e5", "9" * 9],
)
def test_what_is_no_number_is_not_guessed_at(typed):
    with pytest.raises(Unreadable):
        parse_reading(typed)


@pytest.mark.parametrize("typed", ["12", "0.5", "<0.3", "90以上"])
def test_reading_what_was_read_changes_nothing(typed):
    once = parse_reading(typed)

    assert parse_reading(f"{once.comparator}{once.value}") == once
