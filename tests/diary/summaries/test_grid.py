from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.doses.domain.titration import PlannedNight, Slot
from diary.summaries.domain.grid import WINDOW, DoseAnswer, cell_state, window_of
from diary.summaries.domain.nights import CellState
from diary.summaries.domain.weeks import week_start

TODAY = date(2026, 11, 22)  # a Sunday
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
STARTS = st.sampled_from([0, 6])


def planned(day=TODAY, amount="4.5", *, paused=False):
    return PlannedNight(day, Decimal(amount) if amount else None, Slot.EVENING, paused=paused)


@pytest.mark.parametrize(
    ("day", "week_starts_on", "first"),
    [
        (date(2026, 11, 22), 0, date(2026, 11, 16)),
        (date(2026, 11, 22), 6, date(2026, 11, 22)),
        (date(2026, 11, 16), 0, date(2026, 11, 16)),
        (date(2027, 1, 1), 0, date(2026, 12, 28)),
    ],
)
def test_a_week_begins_where_the_patient_says(day, week_starts_on, first):
    assert week_start(day, week_starts_on=week_starts_on) == first


def test_the_latest_window_ends_with_the_current_week():
    window = window_of(TODAY, today=TODAY, week_starts_on=0)

    assert (window.first, window.last) == (date(2026, 10, 26), date(2026, 11, 22))
    assert window.next_day is None
    assert window.previous_day == date(2026, 9, 28)


def test_earlier_windows_lie_in_steps_of_four_weeks():
    window = window_of(date(2026, 10, 25), today=TODAY, week_starts_on=0)

    assert (window.first, window.last) == (date(2026, 9, 28), date(2026, 10, 25))
    assert window.next_day == date(2026, 10, 26)


@given(day=DAYS, today=DAYS, starts=STARTS)
def test_a_window_is_four_whole_weeks_that_show_the_day(day, today, starts):
    window = window_of(day, today=today, week_starts_on=starts)

    assert window.first.weekday() == starts
    assert window.last - window.first == WINDOW - timedelta(days=1)
    assert len(window.days()) == 28
    assert window.first <= min(day, today) <= window.last
    assert (window.next_day is None) == (window.first <= today <= window.last)


@given(day=DAYS, today=DAYS, starts=STARTS)
def test_paging_there_and_back_comes_home(day, today, starts):
    window = window_of(day, today=today, week_starts_on=starts)
    if window.previous_day:
        before = window_of(window.previous_day, today=today, week_starts_on=starts)

        assert before.last + timedelta(days=1) == window.first
        assert window_of(before.next_day, today=today, week_starts_on=starts) == window


@pytest.mark.parametrize("wild", [date.min, date.max])
def test_a_wild_address_stays_within_range(wild):
    window = window_of(wild, today=TODAY, week_starts_on=0)

    assert date(1989, 12, 1) < window.first <= TODAY


@pytest.mark.parametrize(
    ("answer", "night", "day", "state"),
    [
        (DoseAnswer(True, False), planned(), TODAY, CellState.TAKEN),
        (DoseAnswer(True, True), planned(), TODAY, CellState.TAKEN_LATER),
        (DoseAnswer(False, False), planned(), TODAY, CellState.SKIPPED),
        (DoseAnswer(False, True), planned(), TODAY, CellState.SKIPPED),
        (DoseAnswer(True, False), planned(paused=True), TODAY, CellState.TAKEN),
        (DoseAnswer(True, False), planned(amount=None), TODAY, CellState.TAKEN),
        (None, planned(), TODAY, CellState.UNRECORDED),
        (None, planned(paused=True), TODAY, CellState.PAUSED),
        (None, None, TODAY, CellState.NO_PLAN),
        (None, planned(amount=None), TODAY, CellState.NO_PLAN),
        (None, planned(amount=None, paused=True), TODAY, CellState.NO_PLAN),
        (None, planned(), TODAY + timedelta(days=1), CellState.TO_COME),
        (None, planned(paused=True), TODAY + timedelta(days=1), CellState.TO_COME),
    ],
)
def test_a_cell_says_what_was_answered_before_what_was_planned(answer, night, day, state):
    assert cell_state(day, today=TODAY, answer=answer, planned=night) is state
