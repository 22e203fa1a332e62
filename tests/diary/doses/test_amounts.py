from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.doses.domain.amounts import (
    AmountProblem,
    InvalidAmount,
    millilitres,
    parse_amount_mg,
    plain,
    seems_mistyped,
    with_decimal_point,
)

FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")


@pytest.mark.parametrize(
    "typed",
    [
        "4.5",
        "４．５",
        "4,5",
        "4.50",
        "４。５",
        "4.5mg",
        "4.5 mg",
        "４．５㎎",
        "4.5ミリグラム",
        " 4.5 ",
        "4、5",
    ],
)
def test_an_amount_is_understood_however_it_is_typed(typed):
    assert parse_amount_mg(typed) == Decimal("4.5")


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", AmountProblem.EMPTY),
        ("　", AmountProblem.EMPTY),
        ("四", AmountProblem.NOT_A_NUMBER),
        ("1.5.5", AmountProblem.NOT_A_NUMBER),
        ("-3", AmountProblem.NOT_A_NUMBER),
        ("3💊", AmountProblem.NOT_A_NUMBER),
        ("1e1", AmountProblem.NOT_A_NUMBER),
        ("4.5mL", AmountProblem.MILLILITRES),
        ("4.5㎖", AmountProblem.MILLILITRES),
        ("500μg", AmountProblem.MICROGRAMS),
        ("500µg", AmountProblem.MICROGRAMS),
        ("4.125", AmountProblem.TOO_PRECISE),
        ("0.05", AmountProblem.TOO_SMALL),
        ("0", AmountProblem.TOO_SMALL),
        ("50.01", AmountProblem.TOO_LARGE),
        ("1,000", AmountProblem.TOO_LARGE),
        ("450", AmountProblem.TOO_LARGE),
    ],
)
def test_what_cannot_be_recorded_says_why(typed, problem):
    with pytest.raises(InvalidAmount) as refused:
        parse_amount_mg(typed)

    assert refused.value.problem == problem


@pytest.mark.parametrize(("amount", "asked"), [("10", False), ("10.01", True), ("45", True)])
def test_an_amount_above_ten_is_asked_about(amount, asked):
    assert seems_mistyped(Decimal(amount)) is asked


def test_the_question_shows_the_same_digits_with_a_decimal_point():
    assert with_decimal_point(Decimal(45)) == Decimal("4.5")


@given(st.decimals(min_value="0.1", max_value=50, places=2))
def test_every_amount_in_range_survives_being_written_and_read(amount):
    assert parse_amount_mg(plain(amount)) == amount
    assert parse_amount_mg(plain(amount).translate(FULL_WIDTH) + "ｍｇ") == amount


@given(st.text(max_size=20))
def test_no_text_does_anything_else_than_be_read_or_refused(text):
    try:
        amount = parse_amount_mg(text)
    except InvalidAmount:
        return
    assert Decimal("0.1") <= amount <= 50


def test_a_liquid_shows_its_volume_from_the_strength_on_the_label():
    assert millilitres(Decimal("4.5"), Decimal("1.5")) == Decimal("3.00")


@pytest.mark.parametrize(("amount", "text"), [("4.50", "4.5"), ("10.00", "10"), ("0.10", "0.1")])
def test_an_amount_is_written_without_needless_zeros(amount, text):
    assert plain(Decimal(amount)) == text
