from datetime import date

import pytest

from diary.summaries.domain.period import era_year
from diary.summaries.domain.weeks import (
    KindCount,
    count_kinds,
    weekly_tallies,
    weeks_of,
    worst_by_day,
)

WEEKS = weeks_of(date(2026, 11, 2), date(2026, 11, 15))


def test_days_are_counted_by_level_and_none_is_an_answer_too():
    answers = {
        date(2026, 11, 2): "some",
        date(2026, 11, 3): "strong",
        date(2026, 11, 4): "none",
    }

    first, second = weekly_tallies(answers, WEEKS, levels=("some", "strong"))

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


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 22), "令和8年"),
        (date(2019, 5, 1), "令和元年"),
        (date(2019, 4, 30), "平成31年"),
        (date(1989, 1, 8), "平成元年"),
        (date(1989, 1, 7), ""),
    ],
)
def test_japanese_years(day, words):
    assert era_year(day) == words
