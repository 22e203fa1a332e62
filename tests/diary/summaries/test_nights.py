from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from diary.summaries.domain.nights import Night, NightAnswer, count_nights, stretches

FIRST = date(2026, 11, 1)
DUE = Night(day=FIRST, planned_mg=Decimal("1.5"), answer=None)
TAKEN = NightAnswer(taken=True, amount_mg=Decimal("1.5"), later=False)
LATER = replace(TAKEN, later=True)
SKIPPED = NightAnswer(taken=False, amount_mg=None, later=False, skip_reason="condition")


def nights(*answers):
    return [
        replace(DUE, day=FIRST + timedelta(days=n), answer=answer)
        for n, answer in enumerate(answers)
    ]


def test_taken_skipped_later_and_unrecorded_are_four_different_counts():
    counts = count_nights(nights(TAKEN, LATER, SKIPPED, None))

    assert (counts.that_night, counts.later, counts.unrecorded) == (2, 1, 1)
    assert (counts.taken, counts.skipped, counts.recorded, counts.expected) == (2, 1, 3, 4)
    assert counts.skip_reasons == {"condition": 1}


def test_a_night_of_a_pause_is_neither_expected_nor_unrecorded():
    counts = count_nights([replace(DUE, paused=True)])

    assert (counts.expected, counts.unrecorded, counts.paused) == (0, 0, 1)


def test_a_dose_taken_during_a_pause_counts_as_recorded():
    counts = count_nights([replace(DUE, paused=True, answer=TAKEN)])

    assert (counts.expected, counts.recorded, counts.unrecorded, counts.paused) == (1, 1, 0, 0)


def test_a_night_outside_the_plan_is_not_missing():
    counts = count_nights([replace(DUE, planned_mg=None)])

    assert (counts.expected, counts.unrecorded) == (0, 0)


def test_tonight_is_not_missing_before_it_is_over_and_counts_when_answered():
    tonight = replace(DUE, is_over=False)

    assert count_nights([tonight]).expected == 0
    assert count_nights([replace(tonight, answer=TAKEN)]).expected == 1


def test_where_the_plan_is_unknown_nobody_says_how_many_are_missing():
    counts = count_nights([replace(DUE, planned_mg=None, plan_known=False, answer=TAKEN)])

    assert (counts.expected, counts.unrecorded, counts.recorded) == (None, None, 1)


def test_changes_after_the_fact_are_counted():
    assert count_nights(nights(replace(TAKEN, changed=True), TAKEN)).changed == 1


def test_no_nights_give_zeros():
    counts = count_nights([])

    assert (counts.expected, counts.recorded, counts.unrecorded) == (0, 0, 0)


def test_stretches_follow_amount_time_of_day_and_pauses():
    plan = [
        replace(DUE, day=FIRST),
        replace(DUE, day=FIRST + timedelta(days=1)),
        replace(DUE, day=FIRST + timedelta(days=2), morning=True),
        replace(DUE, day=FIRST + timedelta(days=3), morning=True, paused=True),
        replace(DUE, day=FIRST + timedelta(days=4), planned_mg=Decimal(3), morning=True),
    ]

    runs = stretches(plan)

    assert [((run.last - run.first).days + 1, run.planned_mg) for run in runs] == [
        (2, Decimal("1.5")),
        (1, Decimal("1.5")),
        (1, Decimal("1.5")),
        (1, Decimal(3)),
    ]
    assert [run.paused for run in runs] == [False, False, True, False]


def test_stretches_of_nothing_are_none():
    assert stretches([]) == ()
