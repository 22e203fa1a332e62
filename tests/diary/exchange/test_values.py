from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.exchange.values import FORMULA_STARTS, cell, plain


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, None),
        (True, True),
        (0, 0),
        ("", ""),
        (Decimal("1.50"), "1.50"),
        (date(2026, 11, 22), "2026-11-22"),
        (time(4, 0), "04:00:00"),
        (
            datetime(2026, 11, 22, 22, 5, tzinfo=timezone(timedelta(hours=9))),
            "2026-11-22T13:05:00Z",
        ),
        (datetime(2026, 11, 22, 13, 5, 1, 250, tzinfo=UTC), "2026-11-22T13:05:01.000250Z"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (["plan", "doses"], ["plan", "doses"]),
    ],
)
def test_values_in_json(value, written):
    assert plain(value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (-3, "-3"),
        (Decimal("1.50"), "1.50"),
        (["plan", "doses"], "plan doses"),
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("@me", "'@me"),
        ("\tx", "'\tx"),
        ("痛み = つらい", "痛み = つらい"),
    ],
)
def test_values_in_csv(value, written):
    assert cell(value) == written


@given(st.text())
def test_no_text_becomes_a_formula_and_none_is_lost(text):
    written = cell(text)

    assert not written.startswith(FORMULA_STARTS)
    assert text in (written, written.removeprefix("'"))
