"""A clinic's code: read as people type it, and a slip of the finger is noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_app.accounts.clinic_code import LETTERS, NotAClinicCode, new_code, printed, read_code


def test_a_code_has_twelve_letters_without_those_that_look_alike():
    code = new_code()

    assert len(code) == 12
    assert not set(code) & set("IO01")
    assert read_code(printed(code)) == code
    assert printed(code)[4] == printed(code)[9] == "-"


@pytest.mark.parametrize("dress", [str.lower, lambda c: " ".join(c), lambda c: f"「{c}」"])
def test_a_code_may_be_typed_as_people_type(dress):
    code = new_code()

    assert read_code(dress(printed(code))) == code


def test_full_width_letters_are_the_same():
    code = new_code()
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in code)

    assert read_code(wide) == code


@given(st.data())
def test_every_single_wrong_letter_is_noticed(data):
    code = new_code()
    place = data.draw(st.integers(0, 11))
    wrong = data.draw(st.sampled_from([letter for letter in LETTERS if letter != code[place]]))

    with pytest.raises(NotAClinicCode):
        read_code(code[:place] + wrong + code[place + 1 :])


@pytest.mark.parametrize("typed", ["", "ABCD", "ABCD-EFGH-JKL0", "A" * 13, "あいうえ"])
def test_what_is_no_code_is_said_to_be_none(typed):
    with pytest.raises(NotAClinicCode):
        read_code(typed)
