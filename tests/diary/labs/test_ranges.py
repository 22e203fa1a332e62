import pytest

from diary.labs.domain.line import limit
from diary.labs.domain.ranges import RangePosition, place_on_the_slip
from diary.labs.domain.reading import parse_reading

INSIDE, BELOW, ABOVE = RangePosition.INSIDE, RangePosition.BELOW, RangePosition.ABOVE


@pytest.mark.parametrize(
    ("result", "low", "high", "place"),
    [
        ("22", "13", "30", INSIDE),
        ("13", "13", "30", INSIDE),
        ("30", "13", "30", INSIDE),
        ("12.9", "13", "30", BELOW),
        ("31", "13", "30", ABOVE),
        ("0.30", "", "0.30", INSIDE),
        ("0.30", "", "0.30以下", INSIDE),
        ("0.30", "", "0.30未満", ABOVE),
        ("0.31", "", "0.30", ABOVE),
        ("58", "60", "", BELOW),
        ("60", "60超", "", BELOW),
        ("120", "60", "", INSIDE),
        ("<0.3", "", "0.3", INSIDE),
        ("<0.3", "", "0.3未満", INSIDE),
        ("<0.05", "", "0.30", INSIDE),
        ("<5", "", "3", None),
        ("<0.3", "0", "0.5", INSIDE),
        ("<0.3", "0.1", "0.5", None),
        ("<0.005", "0.5", "5", BELOW),
        ("<0.5", "0.5", "5", BELOW),
        ("<=0.5", "0.5", "5", None),
        (">90", "60", "", INSIDE),
        (">50", "60", "", None),
        (">60", "60超", "", INSIDE),
        ("<=0.3", "", "0.3未満", None),
        (">90", "60", "80", ABOVE),
        (">90", "60", "120", None),
        (">80", "60", "80", ABOVE),
        (">=80", "60", "80", None),
    ],
)
def test_a_value_is_placed_in_the_range_of_its_slip(result, low, high, place):
    assert place_on_the_slip(parse_reading(result), limit(low), limit(high)) == place


def test_without_a_range_there_is_no_word():
    assert place_on_the_slip(parse_reading("450"), None, None) is None


def test_a_result_in_words_has_no_place():
    assert place_on_the_slip(None, limit("1"), limit("2")) is None
