"""The pages of what is copied from paper cost the same however much was copied."""

from datetime import date, timedelta

import pytest

from tests.factories.papers import make_medicine, make_result, make_score, make_supply
from tests.sql import statements

DAY = date(2026, 11, 10)
PAGES = ("/labs/", "/labs/new/", "/questionnaires/", "/questionnaires/ps/", "/medicines/")


def copy(patient, back: int) -> None:
    day = DAY - timedelta(days=back)
    make_result(patient, day, "AST", "22", unit="U/L", low_text="13", high_text="30")
    make_score(patient, day, "ps", value="6")
    make_medicine(patient, f"架空の薬{back}")
    make_supply(patient, day)


@pytest.mark.parametrize("address", [*PAGES, "/supply/"])
def test_a_page_costs_the_same_for_one_paper_and_for_many(signed_in, patient, address):
    copy(patient, 0)
    signed_in.get(address)
    with statements() as few:
        signed_in.get(address)
    for back in range(1, 40):
        copy(patient, back)

    with statements() as many:
        signed_in.get(address)

    assert len(many) == len(few) <= 5, many
