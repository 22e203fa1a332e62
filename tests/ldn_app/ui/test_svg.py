"""Coordinates are the same on every Python and processor that the product runs on."""

import math

import pytest

from ldn_app.ui import svg


@pytest.mark.parametrize("towards", [-math.inf, math.inf], ids=["less", "more"])
def test_the_last_bit_of_a_float_decides_about_no_coordinate(towards):
    halves = [twentieths / 20 for twentieths in range(-40, 8000)]

    moved = [
        value for value in halves if svg.number(math.nextafter(value, towards)) != svg.number(value)
    ]

    assert moved == []


def test_a_width_is_exact_however_many_letters_there_are():
    words = "飲んだ 20・後日 4・LDN 0.5mg " * 7

    assert svg.width_in_letters(words) * 100 == sum(62 if ord(one) < 256 else 100 for one in words)
    assert svg.width_in_letters("a" * 250) == 155
