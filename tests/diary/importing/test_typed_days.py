from datetime import date

import pytest

from diary.importing.domain.typed_answers import (
    NotAnAnswer,
    is_zero,
    parse_score,
    parse_taken,
)
from diary.importing.domain.typed_days import (
    DateOrder,
    NotADay,
    orders_of,
    parse_day,
)

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    "text",
    [
        "2026/11/22",
        "2026-11-22",
        "2026.11.22",
        "20261122",
        "2026年11月22日",
        "2026年11月22日(日)",
        "２０２６／１１／２２（日）",
        "11月22日",
        "11/22",
        "令和8年11月22日",
        "令和８年１１月２２日 日曜日",
        "R8.11.22",
        "r8/11/22",
        "11/22/2026",
        "Sun, 11/22/2026",
        "2026-11-22T21:30:00",
        "2026/11/22 21:30",
        "2026/11/22 午後9:30",
        " 2026/11/22 ",
    ],
)
def test_one_day_in_many_ways(text):
    assert parse_day(text, today=TODAY) == TODAY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和元年5月1日", date(2019, 5, 1)),
        ("H31.4.30", date(2019, 4, 30)),
        ("平成30年1月2日", date(2018, 1, 2)),
        ("11月23日", date(2025, 11, 23)),  # this year's has not come yet
        ("2月29日", date(2024, 2, 29)),
    ],
)
def test_eras_and_days_without_a_year(text, day):
    assert parse_day(text, today=TODAY) == day


def test_day_and_month_may_change_places():
    assert parse_day("03/04/2026", today=TODAY, order=DateOrder.MONTH) == date(2026, 3, 4)
    assert parse_day("03/04/2026", today=TODAY, order=DateOrder.DAY) == date(2026, 4, 3)


@pytest.mark.parametrize(
    "text", ["", "きのう", "2026/13/01", "2026/02/30", "26/13/22", "7", "1.5", "R8", "13月1日"]
)
def test_what_is_no_day_is_refused(text):
    with pytest.raises(NotADay):
        parse_day(text, today=TODAY)


YMD, MDY, DMY = DateOrder.YEAR, DateOrder.MONTH, DateOrder.DAY


@pytest.mark.parametrize(
    ("texts", "possible", "asked"),
    [
        (["03/04/2026", "11/22/2026"], [MDY], [MDY, DMY]),
        (["03/04/2026", "22/11/2026"], [DMY], [MDY, DMY]),
        (["03/04/2026"], [MDY, DMY], [MDY, DMY]),
        (["03/12/2026"], [MDY], [MDY, DMY]),  # 3 December has not come yet
        (["26/11/20", "26/11/21"], [YMD, DMY], [YMD, MDY, DMY]),
        (["26/11/40", "40/11/26"], [], [YMD, MDY, DMY]),
        (["01/02/03"], [YMD, MDY, DMY], [YMD, MDY, DMY]),
        (["20.11.26"], [YMD, DMY], [YMD, MDY, DMY]),
        (["2026/11/22", "R8.11.22", "", "きのう"], [], []),
    ],
)
def test_the_days_of_a_column_tell_their_order(texts, possible, asked):
    assert orders_of(texts, today=TODAY) == (possible, asked)


@pytest.mark.parametrize("text", ["飲んだ", "○", "〇", "はい", "1", "Yes", "ＴＲＵＥ", "済み"])
def test_words_for_taken(text):
    assert parse_taken(text) is True


@pytest.mark.parametrize("text", ["とばした", "×", "✕", "いいえ", "0", "no", "False"])
def test_words_for_not_taken(text):
    assert parse_taken(text) is False


@pytest.mark.parametrize("text", ["?", "たぶん", "2", "-", "△"])
def test_other_words_are_not_guessed(text):
    with pytest.raises(NotAnAnswer):
        parse_taken(text)


@pytest.mark.parametrize(
    ("text", "score"), [("0", 0), ("７", 7), ("10", 10), ("7/10", 7), ("7.0", 7), ("3点", 3)]
)
def test_scores(text, score):
    assert parse_score(text) == score


@pytest.mark.parametrize("text", ["11", "7.5", "-1", "80", "7/5", "強い", "100"])
def test_other_scales_are_not_converted(text):
    with pytest.raises(NotAnAnswer):
        parse_score(text)


def test_zero_is_an_amount_of_its_own():
    assert is_zero("0")
    assert is_zero("0.0 mg")
    assert not is_zero("0.5")
    assert not is_zero("")
