"""Whether a line raised, lowered or kept the amount follows from the amounts, not from a column."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from diary.doses.domain.titration import Kind, PlanEvent, Slot
from diary.doses.domain.told_lines import kinds_of, told_lines

START = date(2026, 10, 1)
WRITTEN = datetime(2026, 10, 1, tzinfo=UTC)


def event(kind, offset, amount=None, *, written=0, **values):
    return PlanEvent(
        id=values.pop("id", offset * 10 + written),
        kind=kind,
        on_day=START + timedelta(days=offset),
        recorded_at=WRITTEN + timedelta(minutes=written),
        amount_mg=Decimal(amount) if amount else None,
        **values,
    )


def told(*events):
    return [(line.kind, line.before_mg) for line in told_lines(events)]


BEGIN = event(Kind.START, 0, "1.5", slot=Slot.EVENING)


def test_a_rise_that_was_stored_as_a_fall_is_told_as_a_rise():
    assert told(BEGIN, event(Kind.STEP_BACK, 10, "3")) == [
        (Kind.START, None),
        (Kind.STEP_UP, Decimal("1.5")),
    ]


def test_a_line_between_two_others_changes_what_the_later_one_did():
    later = event(Kind.STEP_UP, 20, "3")

    assert told(BEGIN, event(Kind.STEP_UP, 10, "4.5"), later)[-1] == (
        Kind.STEP_BACK,
        Decimal("4.5"),
    )


def test_a_kept_amount_is_kept_and_a_stored_hold_that_changes_it_is_none():
    assert told(BEGIN, event(Kind.STEP_UP, 10, "1.5"))[-1][0] is Kind.HOLD
    assert told(BEGIN, event(Kind.HOLD, 10, "3"))[-1][0] is Kind.STEP_UP


def test_a_withdrawn_line_has_no_part_in_it_and_still_has_a_kind():
    withdrawn = event(Kind.STEP_UP, 10, "4.5", withdrawn=True)
    later = event(Kind.STEP_BACK, 20, "3")

    assert told(BEGIN, withdrawn, later) == [
        (Kind.START, None),
        (Kind.STEP_UP, Decimal("1.5")),
    ]
    assert kinds_of([BEGIN, withdrawn, later])[withdrawn.id] is Kind.STEP_UP


def test_of_two_amounts_for_one_day_only_the_one_that_held_is_told():
    first = event(Kind.STEP_UP, 10, "4.5")
    second = event(Kind.STEP_BACK, 10, "3", written=5)

    assert told(BEGIN, first, second) == [
        (Kind.START, None),
        (Kind.STEP_UP, Decimal("1.5")),
    ]


def test_a_return_or_a_switch_to_what_held_already_did_nothing():
    back = event(Kind.RESUME, 10)
    evening = event(Kind.TO_EVENING, 11, slot=Slot.EVENING)

    assert told(BEGIN, back, evening) == [(Kind.START, None)]


amounts = st.lists(
    st.tuples(st.integers(1, 40), st.sampled_from(["1.5", "3", "4.5"]), st.booleans()), max_size=8
)
stored = st.sampled_from([Kind.STEP_UP, Kind.STEP_BACK, Kind.HOLD])


@given(amounts, st.data())
def test_what_is_stored_makes_no_difference(drawn, data):
    def plan():
        return [BEGIN] + [
            event(data.draw(stored), day, mg, written=number, id=100 + number, withdrawn=gone)
            for number, (day, mg, gone) in enumerate(drawn)
        ]

    one, other = plan(), plan()

    assert told(*one) == told(*other)
    assert kinds_of(one) == kinds_of(other)
    for kind, before in told(*one)[1:]:
        assert before is not None
        assert kind in {Kind.STEP_UP, Kind.STEP_BACK, Kind.HOLD}
