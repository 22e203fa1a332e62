from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from ldn_app.ui.fields import (
    ScaleField,
    TypedDecimalField,
    TypedIntegerField,
    between,
    plain_number,
)


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("4.5", "4.5"),
        ("４．５", "4.5"),
        ("４。５", "4.5"),
        ("4,5", "4.5"),
        ("4、5", "4.5"),
        (" 4.5 ｍｇ ", "4.5"),
        ("4.5㎎", "4.5"),
        ("4.5 MG", "4.5"),
        ("1,000", "1000"),
        ("1,000.5", "1000.5"),
        ("mg", ""),
    ],
)
def test_numbers_are_read_as_people_type_them(typed, plain):
    assert plain_number(typed, units=("mg",)) == plain


def test_decimal_field_takes_full_width_digits():
    assert TypedDecimalField(units=("mg",)).clean("４．５ｍｇ") == Decimal("4.5")


@pytest.mark.parametrize("typed", ["たくさん", "4.5.1", "4 or 5", "NaN", "inf"])
def test_what_is_no_number_is_refused_in_words(typed):
    with pytest.raises(ValidationError, match="数字で入力してください"):
        TypedDecimalField().clean(typed)


def test_integer_field_takes_full_width_digits_and_the_unit():
    assert TypedIntegerField(units=("回",)).clean("３回") == 3


def test_an_empty_answer_stays_empty():
    assert TypedDecimalField(required=False).clean("") is None
    assert TypedIntegerField(required=False).clean("  ") is None
    assert ScaleField(required=False).clean("") is None


@pytest.mark.parametrize(("posted", "answer"), [("0", 0), ("7", 7), ("10", 10)])
def test_scale_is_a_number_from_0_to_10(posted, answer):
    assert ScaleField().clean(posted) == answer


@pytest.mark.parametrize("posted", ["11", "-1", "3.5", "x", ""])
def test_anything_else_on_the_scale_is_refused_in_words(posted):
    with pytest.raises(ValidationError, match="0から10のどれかを選んでください"):
        ScaleField().clean(posted)


def test_both_limits_say_the_same_sentence():
    field = TypedIntegerField(validators=between(1, 9, "1から9で入力してください。"))

    for typed in ("0", "10"):
        with pytest.raises(ValidationError, match="1から9で入力してください"):
            field.clean(typed)
