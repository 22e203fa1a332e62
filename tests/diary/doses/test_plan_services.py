from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from diary.doses.domain.titration import Slot
from diary.doses.errors import (
    AlreadyPaused,
    DayAfterPlanEnd,
    DayBeforePlanStart,
    NotPaused,
    PlanAlreadyThere,
    SameAmount,
    SameSlot,
    StartCannotBeWithdrawn,
)
from diary.doses.models import Regimen, RegimenEvent
from diary.doses.services.plan import (
    add_step,
    change_usual_time,
    correct_event,
    end_regimen,
    hold_amount,
    pause_regimen,
    resume_regimen,
    switch_slot,
    withdraw_event,
)
from ldn_app.access.records import UnscopedAccess
from ldn_app.access.viewer import on_behalf_of
from tests.factories.people import make_patient
from tests.factories.plans import make_plan, plan_again

NOW = datetime(2026, 11, 22, 13, tzinfo=UTC)
FIRST = date(2026, 10, 1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient():
    return make_patient()


@pytest.fixture
def viewer(patient):
    return on_behalf_of(patient.pk)


@pytest.fixture
def plan(patient):
    return make_plan(patient, steps=[(date(2026, 11, 1), "3"), (date(2026, 12, 1), "4.5")])


def amount_on(plan, day):
    return plan_again(plan.patient, FIRST).night(day).amount_mg


def test_a_step_holds_from_its_day(viewer, plan):
    row = add_step(
        viewer, plan=plan, on_day=date(2026, 11, 25), amount_mg=Decimal(4), note="", now=NOW
    )

    assert row.kind == "step_up"
    assert amount_on(plan, date(2026, 11, 24)) == Decimal(3)
    assert amount_on(plan, date(2026, 11, 25)) == Decimal(4)


def test_a_step_down_is_called_a_step_back(viewer, plan):
    row = add_step(
        viewer, plan=plan, on_day=date(2026, 11, 25), amount_mg=Decimal("1.5"), note="", now=NOW
    )

    assert row.kind == "step_back"


def test_holding_withdraws_what_was_planned_later_and_keeps_it_readable(viewer, plan):
    hold_amount(viewer, plan=plan, on_day=date(2026, 11, 23), note="眠れない", now=NOW)

    assert amount_on(plan, date(2026, 12, 24)) == Decimal(3)
    withdrawn = RegimenEvent.objects.visible_to(viewer).filter(withdrawn_at__isnull=False)
    assert [(row.on_day, row.withdrawn_note) for row in withdrawn] == [
        (date(2026, 12, 1), "眠れない")
    ]


def test_a_pause_and_the_return(viewer, plan):
    pause_regimen(viewer, plan=plan, on_day=date(2026, 11, 10), reason="surgery", note="", now=NOW)
    plan = plan_again(plan.patient, FIRST)
    resume_regimen(viewer, plan=plan, on_day=date(2026, 11, 15), note="", now=NOW)

    nights = plan_again(plan.patient, FIRST).nights(date(2026, 11, 9), date(2026, 11, 15))
    assert [night.paused for night in nights] == [False, *[True] * 5, False]


def test_a_switch_to_the_morning_is_a_line_of_its_own(viewer, plan):
    row = switch_slot(
        viewer,
        plan=plan,
        on_day=date(2026, 11, 20),
        slot="morning",
        usual_time=time(8),
        note="",
        now=NOW,
    )

    night = plan_again(plan.patient, FIRST).night(date(2026, 11, 20))
    assert row.kind == "to_morning"
    assert (night.slot, night.usual_time) == (Slot.MORNING, time(8))


def test_another_usual_time(viewer, plan):
    change_usual_time(
        viewer, plan=plan, on_day=date(2026, 11, 20), usual_time=time(21, 30), note="", now=NOW
    )

    again = plan_again(plan.patient, FIRST)
    assert again.night(date(2026, 11, 19)).usual_time == time(22)
    assert again.night(date(2026, 11, 20)).usual_time == time(21, 30)


def test_the_end_closes_the_plan_and_withdraws_what_lay_beyond(viewer, plan):
    end_regimen(viewer, plan=plan, last_day=date(2026, 11, 22), note="", now=NOW)

    plan = plan_again(plan.patient, FIRST)
    assert plan.covers(date(2026, 11, 22))
    assert not plan.covers(date(2026, 11, 23))
    assert plan.night(date(2026, 12, 2)).amount_mg is None


def test_an_end_that_was_a_slip_opens_the_plan_again(viewer, plan):
    end = end_regimen(viewer, plan=plan, last_day=date(2026, 11, 22), note="", now=NOW)

    withdraw_event(viewer, plan=plan_again(plan.patient, FIRST), event=end, note="", now=NOW)

    assert plan_again(plan.patient, FIRST).covers(date(2027, 1, 1))


def test_an_ended_plan_does_not_open_again_under_a_newer_one(viewer, plan, patient):
    end = end_regimen(viewer, plan=plan, last_day=date(2026, 11, 22), note="", now=NOW)
    make_plan(patient, first_day=date(2026, 11, 23))

    with pytest.raises(PlanAlreadyThere):
        withdraw_event(viewer, plan=plan_again(patient, FIRST), event=end, note="", now=NOW)


def test_one_plan_at_a_time(plan, patient):
    with pytest.raises(PlanAlreadyThere):
        make_plan(patient, first_day=date(2026, 12, 1))

    assert Regimen.objects.visible_to(on_behalf_of(patient.pk)).count() == 1


def test_a_correction_adds_a_line_and_keeps_the_old_one(viewer, plan):
    slip = plan.rows[0]

    correct_event(viewer, plan=plan, event=slip, on_day=FIRST, amount_mg=Decimal("0.5"), now=NOW)

    rows = RegimenEvent.objects.visible_to(viewer).filter(kind="start")
    assert {(row.amount_mg, row.withdrawn_at is None) for row in rows} == {
        (Decimal("1.50"), False),
        (Decimal("0.50"), True),
    }
    assert amount_on(plan, FIRST) == Decimal("0.5")


@pytest.mark.parametrize(
    ("change", "broken_rule"),
    [
        (lambda v, p: _step(v, p, date(2026, 9, 1), "2"), DayBeforePlanStart),
        (lambda v, p: _step(v, p, date(2026, 11, 25), "3"), SameAmount),
        (
            lambda v, p: resume_regimen(v, plan=p, on_day=date(2026, 11, 5), note="", now=NOW),
            NotPaused,
        ),
        (
            lambda v, p: switch_slot(
                v,
                plan=p,
                on_day=date(2026, 11, 5),
                slot="evening",
                usual_time=None,
                note="",
                now=NOW,
            ),
            SameSlot,
        ),
        (
            lambda v, p: end_regimen(v, plan=p, last_day=date(2026, 9, 1), note="", now=NOW),
            DayBeforePlanStart,
        ),
        (
            lambda v, p: withdraw_event(v, plan=p, event=p.rows[0], note="", now=NOW),
            StartCannotBeWithdrawn,
        ),
    ],
)
def test_an_impossible_change_names_the_broken_rule(viewer, plan, change, broken_rule):
    with pytest.raises(broken_rule):
        change(viewer, plan)


def _step(viewer, plan, day, amount):
    return add_step(viewer, plan=plan, on_day=day, amount_mg=Decimal(amount), note="", now=NOW)


def test_a_pause_inside_a_pause_is_refused(viewer, plan):
    pause_regimen(viewer, plan=plan, on_day=date(2026, 11, 5), reason="other", note="", now=NOW)

    with pytest.raises(AlreadyPaused):
        pause_regimen(
            viewer,
            plan=plan_again(plan.patient, FIRST),
            on_day=date(2026, 11, 8),
            reason="other",
            note="",
            now=NOW,
        )


def test_nothing_changes_after_the_end(viewer, plan):
    end_regimen(viewer, plan=plan, last_day=date(2026, 11, 22), note="", now=NOW)

    with pytest.raises(DayAfterPlanEnd):
        _step(viewer, plan_again(plan.patient, FIRST), date(2026, 11, 23), "2")


def test_nobody_can_write_into_somebody_elses_plan(plan):
    stranger = on_behalf_of(make_patient().pk)

    with pytest.raises(UnscopedAccess):
        hold_amount(stranger, plan=plan, on_day=date(2026, 11, 23), note="", now=NOW)
