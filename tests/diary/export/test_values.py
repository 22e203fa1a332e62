from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.export.values import FORMULA_STARTS, cell, defused, plain, undefused


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


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("-1", "-1"),
        ("+1.5", "+1.5"),
        ("-1+2", "'-1+2"),
        ("＝1", "'＝1"),
        ("'=1", "''=1"),
        ("'quoted'", "'quoted'"),
    ],
)
def test_a_bare_number_is_no_formula_and_an_apostrophe_can_be_told_from_ours(text, written):
    assert defused(text) == written
    assert undefused(written) == text


@given(st.text() | st.text(alphabet="'=+-@\t\r\n＝1a"))
def test_no_text_becomes_a_formula_and_each_comes_back(text):
    written = defused(text)

    assert undefused(written) == text
    assert not written.startswith(FORMULA_STARTS) or float(written) is not None
