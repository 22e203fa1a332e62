from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from diary.doses.domain.titration import (
    Kind,
    PlanEvent,
    Slot,
    amount_before,
    coming_steps,
    planned_night,
    planned_nights,
)

START = date(2026, 10, 1)
WRITTEN = datetime(2026, 10, 1, tzinfo=UTC)


def event(kind, offset, amount=None, *, written=0, **values):
    amount_mg = Decimal(amount) if amount else None
    return PlanEvent(
        id=values.pop("id", offset * 10 + written),
        kind=kind,
        on_day=START + timedelta(days=offset),
        recorded_at=WRITTEN + timedelta(minutes=written),
        amount_mg=amount_mg,
        **values,
    )


def night(events, offset):
    return planned_night(events, START + timedelta(days=offset))


STAIRCASE = [
    event(Kind.START, 0, "1.5", slot=Slot.EVENING, usual_time=time(22)),
    event(Kind.STEP_UP, 14, "3"),
    event(Kind.STEP_UP, 28, "4.5"),
]


def test_a_night_has_the_amount_of_the_last_step_before_it():
    amounts = [night(STAIRCASE, offset).amount_mg for offset in (-1, 0, 13, 14, 27, 28, 400)]

    assert amounts == [None, *map(Decimal, ("1.5", "1.5", "3", "3", "4.5", "4.5"))]


def test_a_withdrawn_step_was_never_planned():
    events = [*STAIRCASE[:2], event(Kind.STEP_UP, 28, "4.5", withdrawn=True)]

    assert night(events, 30).amount_mg == Decimal(3)


def test_the_line_written_later_overrules_on_the_same_day():
    events = [*STAIRCASE, event(Kind.STEP_BACK, 28, "3", written=5)]

    assert night(events, 28).amount_mg == Decimal(3)


def test_a_pause_wants_no_dose_and_keeps_the_amount():
    events = [
        *STAIRCASE,
        event(Kind.PAUSE, 16, reason="surgery"),
        event(Kind.RESUME, 20),
    ]

    paused, resumed = night(events, 19), night(events, 20)

    assert (paused.wants_dose, paused.pause_reason) == (False, "surgery")
    assert (resumed.wants_dose, resumed.amount_mg) == (True, Decimal(3))


def test_a_step_inside_a_pause_holds_after_the_return():
    events = [*STAIRCASE, event(Kind.PAUSE, 26, reason="other"), event(Kind.RESUME, 30)]

    assert night(events, 30).amount_mg == Decimal("4.5")


def test_a_switch_to_the_morning_changes_the_time_of_day_and_nothing_else():
    events = [*STAIRCASE, event(Kind.TO_MORNING, 20, slot=Slot.MORNING, usual_time=time(7))]

    before, after = night(events, 19), night(events, 20)

    assert (before.slot, before.usual_time) == (Slot.EVENING, time(22))
    assert (after.slot, after.usual_time) == (Slot.MORNING, time(7))
    assert after.amount_mg == before.amount_mg


def test_nothing_is_planned_after_the_end():
    events = [*STAIRCASE[:2], event(Kind.END, 20)]

    assert night(events, 19).wants_dose
    assert night(events, 20).amount_mg is None


def test_coming_steps_are_the_ones_after_the_day():
    steps = coming_steps(STAIRCASE, after=START + timedelta(days=14))

    assert [step.amount_mg for step in steps] == [Decimal("4.5")]


def test_the_amount_before_the_first_day_is_unknown():
    assert amount_before(STAIRCASE, START) is None


kinds = st.sampled_from([Kind.STEP_UP, Kind.HOLD, Kind.PAUSE, Kind.RESUME, Kind.TO_MORNING])
lines = st.builds(
    lambda kind, offset, written: event(
        kind,
        offset,
        "3" if kind in {Kind.STEP_UP, Kind.HOLD} else None,
        written=written,
        slot=Slot.MORNING if kind is Kind.TO_MORNING else None,
    ),
    kinds,
    st.integers(1, 60),
    st.integers(0, 5),
)


@given(st.lists(lines, max_size=12), st.integers(0, 70), st.randoms())
def test_the_order_in_which_lines_are_read_does_not_matter(more, offset, randomly):
    events = [
        PlanEvent(**{**{f: getattr(e, f) for f in e.__slots__}, "id": number})
        for number, e in enumerate([*STAIRCASE, *more])
    ]
    shuffled = events[:]
    randomly.shuffle(shuffled)

    assert night(shuffled, offset) == night(events, offset)


@given(st.lists(lines, max_size=12))
def test_a_stretch_of_nights_says_the_same_as_each_night_alone(more):
    events = [*STAIRCASE, *more]
    last = START + timedelta(days=70)

    stretch = planned_nights(events, first=START, last=last)

    assert stretch == [planned_night(events, planned.day) for planned in stretch]
