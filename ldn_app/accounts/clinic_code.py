"""The code by which a patient finds a clinic: ``ABCD-EFGH-JKLM``, the last letter a check.

Luhn's algorithm modulo 32 (ISO/IEC 7812-1 Annex B, carried over to 32 letters): every single
wrong letter and nearly every exchange of two neighbours is noticed.
"""

import secrets

from ldn_app.ui.typed_text import half_width

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # No I, O, 0 or 1.
LENGTH = 12


class NotAClinicCode(ValueError):
    """What was typed is not twelve of our letters, or the check letter does not fit."""


def new_code() -> str:
    """Twelve letters, 55 bits of chance and the check."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(LENGTH - 1))
    return letters + check_letter(letters)


def check_letter(letters: str) -> str:
    total = 0
    for place, letter in enumerate(reversed(letters)):
        value = LETTERS.index(letter) * (2 if place % 2 == 0 else 1)
        total += value // len(LETTERS) + value % len(LETTERS)
    return LETTERS[-total % len(LETTERS)]


def read_code(typed: str) -> str:
    """The code in ``typed``: full-width letters, small ones, spaces and hyphens are all right.

    Raises NotAClinicCode.
    """
    code = "".join(letter for letter in half_width(typed).upper() if letter.isalnum())
    if len(code) != LENGTH or any(letter not in LETTERS for letter in code):
        raise NotAClinicCode
    if check_letter(code[:-1]) != code[-1]:
        raise NotAClinicCode
    return code


def printed(code: str) -> str:
    """``ABCD-EFGH-JKLM``"""
    return "-".join(code[place : place + 4] for place in range(0, LENGTH, 4))
