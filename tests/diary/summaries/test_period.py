from datetime import date

import pytest

from diary.summaries.domain.period import (
    Period,
    PeriodRequest,
    Remark,
    choose_period,
    era_year,
    within,
)

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("asked", "first", "choice"),
    [
        ("30", date(2026, 10, 24), "30"),
        ("90", date(2026, 8, 25), "90"),
        ("180", date(2026, 5, 27), "180"),
        (None, date(2026, 8, 25), "90"),
    ],
)
def test_a_count_of_days_ends_today_and_includes_both_ends(asked, first, choice):
    period = choose_period(PeriodRequest(asked), today=TODAY, last_visit=None)

    assert period == Period(choice, first, TODAY)
    assert period.days == len(period.each_day()) == int(choice)


@pytest.mark.parametrize("asked", ["", "31", "0", "-1", "９０", "'; drop", "9" * 500])
def test_an_unknown_choice_becomes_ninety_days_and_says_so(asked):
    period = choose_period(PeriodRequest(asked), today=TODAY, last_visit=None)

    assert (period.days, period.remark) == (90, Remark.UNKNOWN_CHOICE)


def test_since_the_last_visit_begins_on_its_day():
    period = choose_period(PeriodRequest("visit"), today=TODAY, last_visit=date(2026, 10, 3))

    assert period == Period("visit", date(2026, 10, 3), TODAY)


def test_since_the_visit_of_more_than_a_year_ago_covers_a_year_and_says_so():
    period = choose_period(PeriodRequest("visit"), today=TODAY, last_visit=date(2020, 1, 1))

    assert (period.days, period.remark) == (366, Remark.VISIT_LONG_AGO)


@pytest.mark.parametrize(
    ("shared", "remark"), [(True, Remark.NO_VISIT), (False, Remark.VISITS_NOT_SHARED)]
)
def test_without_a_visit_it_is_ninety_days_and_says_why(shared, remark):
    period = choose_period(
        PeriodRequest("visit"), today=TODAY, last_visit=None, visits_shared=shared
    )

    assert (period.days, period.remark) == (90, remark)


@pytest.mark.parametrize(
    ("first_day", "last_day", "first", "last"),
    [
        (None, None, date(2026, 8, 25), TODAY),
        (date(2026, 1, 1), date(2027, 1, 1), date(2026, 8, 25), TODAY),
        (date(2026, 11, 1), None, date(2026, 11, 1), TODAY),
        (None, date(2026, 10, 1), date(2026, 8, 25), date(2026, 10, 1)),
        (date(2027, 5, 1), None, TODAY, TODAY),
        (None, date(2020, 1, 1), date(2020, 1, 1), date(2020, 1, 1)),
    ],
)
def test_a_period_is_cut_to_the_days_that_are_shared(first_day, last_day, first, last):
    period = choose_period(PeriodRequest("90"), today=TODAY, last_visit=None)

    cut = within(period, first_day, last_day)

    assert (cut.first, cut.last) == (first, last)
    assert (cut.remark is Remark.SHARED_DAYS_ONLY) == (cut != period)


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
