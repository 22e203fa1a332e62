from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.summaries.domain.weeks import (
    KindCount,
    Spread,
    Week,
    count_kinds,
    spread,
    weekly_spreads,
    weekly_tallies,
    weeks_of,
    worst_by_day,
)

TWO_WEEKS = weeks_of(date(2026, 11, 2), date(2026, 11, 15))


def test_weeks_begin_on_monday_and_are_cut_by_the_period():
    weeks = weeks_of(date(2026, 11, 20), date(2026, 12, 1))

    assert weeks == (
        Week(date(2026, 11, 20), date(2026, 11, 22)),
        Week(date(2026, 11, 23), date(2026, 11, 29)),
        Week(date(2026, 11, 30), date(2026, 12, 1)),
    )


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(1, 400))
def test_weeks_cover_every_day_of_the_period_once(first, days):
    last = first + timedelta(days=days - 1)

    covered = [day for week in weeks_of(first, last) for day in week.each_day()]

    assert covered == [first + timedelta(days=offset) for offset in range(days)]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], None),
        ([4], Spread(4, 4, 4, 1)),
        ([2, 6], Spread(3, 4, 5, 2)),
        ([0, 0, 0], Spread(0, 0, 0, 3)),
        ([1, 2, 3, 4, 5], Spread(2, 3, 4, 5)),
        ([10, 0, 5, 5], Spread(3.75, 5, 6.25, 4)),
    ],
)
def test_median_and_middle_half(values, expected):
    assert spread(values) == expected


@given(st.lists(st.integers(0, 10), min_size=1))
def test_the_middle_half_lies_within_the_values_and_around_the_median(values):
    middle = spread(values)

    assert min(values) <= middle.low <= middle.median <= middle.high <= max(values)


def test_a_week_without_an_answer_is_unknown_and_a_week_of_zeros_is_zero():
    weeks = weeks_of(date(2026, 11, 2), date(2026, 11, 15))
    zeros = dict.fromkeys(weeks[1].each_day(), 0)

    assert weekly_spreads(zeros, weeks) == (None, Spread(0, 0, 0, 7))


@pytest.mark.parametrize(("count", "enough"), [(1, False), (2, False), (3, True)])
def test_a_week_needs_three_values_for_a_band(count, enough):
    assert spread([5] * count).is_enough is enough


def test_days_are_counted_by_level_and_none_is_an_answer_too():
    answers = {
        date(2026, 11, 2): "some",
        date(2026, 11, 3): "strong",
        date(2026, 11, 4): "none",
    }

    first, second = weekly_tallies(answers, TWO_WEEKS, levels=("some", "strong"))

    assert (first.answered, first.levels) == (3, (1, 1))
    assert (second.answered, second.levels) == (0, (0, 0))


def test_the_most_frequent_kind_comes_first_and_the_worse_one_of_two_equals():
    ticks = [("nausea", "mild"), ("headache", "severe"), ("dreams", "mild"), ("dreams", "mild")]

    counts = count_kinds(ticks, levels=("mild", "severe"))

    assert counts == (
        KindCount("dreams", 2, (2, 0)),
        KindCount("headache", 1, (0, 1)),
        KindCount("nausea", 1, (1, 0)),
    )


def test_the_worst_word_of_a_day_wins():
    day = date(2026, 11, 2)

    worst = worst_by_day([(day, "mild"), (day, ""), (day, "severe")], order=("", "mild", "severe"))

    assert worst == {day: "severe"}
