from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from diary.doses.errors import (
    NightAlreadyAnswered,
    NightBeforePlan,
    NightNotYetThere,
    TimeMissing,
    TimeNotYetThere,
    TimeOutsideNight,
)
from diary.doses.models import Dose
from diary.doses.services.answers import (
    change_dose,
    move_dose,
    record_dose_skipped,
    record_dose_taken,
    undo_dose,
)
from ldn_app.access.models import ChangeEvent
from ldn_app.access.records import UnscopedAccess
from ldn_app.access.viewer import NOBODY, on_behalf_of
from tests.factories.people import make_patient
from tests.factories.plans import make_plan

TOKYO = ZoneInfo("Asia/Tokyo")
NIGHT = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 22, 4, tzinfo=TOKYO)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return make_plan(make_patient(), steps=[(date(2026, 11, 1), "3")])


@pytest.fixture
def viewer(plan):
    return on_behalf_of(plan.patient.pk)


def take(viewer, plan, *, day=NIGHT, taken_at=NOW, now=NOW, **values):
    return record_dose_taken(viewer, plan=plan, dose_day=day, taken_at=taken_at, now=now, **values)


def test_a_dose_keeps_its_time_its_place_and_the_planned_amount(viewer, plan):
    dose = take(viewer, plan)

    dose.refresh_from_db()
    assert (dose.status, dose.dose_day, dose.taken_at) == ("taken", NIGHT, NOW)
    assert (dose.amount_mg, dose.time_zone) == (Decimal("3.00"), "Asia/Tokyo")
    assert (dose.filled_later, dose.changed_at) == (False, None)


def test_tapping_twice_returns_the_first_answer_unchanged(viewer, plan):
    first = take(viewer, plan)
    later = NOW + timedelta(minutes=5)

    second = take(viewer, plan, taken_at=later, now=later)
    third = record_dose_skipped(viewer, plan=plan, dose_day=NIGHT, now=later, reason="other")

    assert first.pk == second.pk == third.pk
    assert (third.status, third.taken_at) == ("taken", NOW)
    assert Dose.objects.visible_to(viewer).count() == 1
    changes = ChangeEvent.objects.visible_to(viewer).filter(model_label="doses.Dose")
    assert [change.action for change in changes] == ["created"]


def test_an_answer_given_when_the_day_is_over_is_marked(viewer, plan):
    next_morning = datetime(2026, 11, 23, 4, 0, tzinfo=TOKYO)

    dose = take(viewer, plan, taken_at=None, now=next_morning)

    assert (dose.filled_later, dose.taken_at) == (True, None)


def test_an_answer_at_half_past_three_in_the_night_is_not_late(viewer, plan):
    at_night = datetime(2026, 11, 23, 3, 59, tzinfo=TOKYO)

    dose = take(viewer, plan, taken_at=at_night, now=at_night)

    assert not dose.filled_later


@pytest.mark.parametrize(
    ("values", "broken_rule"),
    [
        ({"day": NIGHT + timedelta(days=1)}, NightNotYetThere),
        ({"day": date(2026, 9, 30)}, NightBeforePlan),
        ({"taken_at": NOW + timedelta(minutes=1)}, TimeNotYetThere),
        ({"taken_at": NOW - timedelta(days=3)}, TimeOutsideNight),
        ({"taken_at": None}, TimeMissing),
    ],
)
def test_an_impossible_answer_names_the_broken_rule(viewer, plan, values, broken_rule):
    with pytest.raises(broken_rule):
        take(viewer, plan, **values)

    assert not Dose.objects.visible_to(viewer).exists()


def test_nobody_can_answer_for_somebody_else(plan):
    other = on_behalf_of(make_patient().pk)

    for stranger in (other, NOBODY):
        with pytest.raises(UnscopedAccess):
            take(stranger, plan)

    assert not Dose.objects.unscoped(reason="test").exists()


def test_taking_an_answer_back_leaves_the_night_unrecorded(viewer, plan):
    dose = take(viewer, plan)

    undo_dose(viewer, dose=dose, now=NOW)

    assert not Dose.objects.visible_to(viewer).exists()
    newest = ChangeEvent.objects.visible_to(viewer).latest("id")
    assert (newest.model_label, newest.action) == ("doses.Dose", "deleted")


@pytest.mark.parametrize(("minutes", "marked"), [(30, False), (31, True)])
def test_a_change_is_marked_when_half_an_hour_is_over(viewer, plan, minutes, marked):
    dose = take(viewer, plan)
    later = NOW + timedelta(minutes=minutes)

    change_dose(
        viewer,
        dose=dose,
        plan=plan,
        now=later,
        status="taken",
        taken_at=NOW - timedelta(hours=1),
        amount_mg=dose.amount_mg,
    )

    dose.refresh_from_db()
    assert dose.taken_at == NOW - timedelta(hours=1)
    assert (dose.changed_at == later) is marked


def test_a_change_to_skipped_forgets_time_and_amount(viewer, plan):
    dose = take(viewer, plan)

    change_dose(viewer, dose=dose, plan=plan, now=NOW, status="skipped", skip_reason="condition")

    dose.refresh_from_db()
    assert (dose.status, dose.taken_at, dose.amount_mg) == ("skipped", None, None)
    assert dose.skip_reason == "condition"


def test_a_change_that_changes_nothing_leaves_no_trace(viewer, plan):
    dose = take(viewer, plan)

    change_dose(
        viewer,
        dose=dose,
        plan=plan,
        now=NOW + timedelta(days=9),
        status="taken",
        taken_at=NOW,
        amount_mg=dose.amount_mg,
    )

    dose.refresh_from_db()
    assert dose.changed_at is None


def test_an_answer_moves_to_the_evening_before_and_keeps_its_time(viewer, plan):
    dose = take(viewer, plan)

    move_dose(viewer, dose=dose, plan=plan, to_day=NIGHT - timedelta(days=1), now=NOW)

    dose.refresh_from_db()
    assert (dose.dose_day, dose.taken_at) == (NIGHT - timedelta(days=1), NOW)


def test_an_answer_does_not_move_onto_another(viewer, plan):
    before = NIGHT - timedelta(days=1)
    take(viewer, plan, day=before, taken_at=NOW - timedelta(days=1))
    dose = take(viewer, plan)

    with pytest.raises(NightAlreadyAnswered):
        move_dose(viewer, dose=dose, plan=plan, to_day=before, now=NOW)

    assert Dose.objects.visible_to(viewer).count() == 2


def test_travelling_rewrites_nothing(viewer, plan):
    dose = take(viewer, plan)
    plan.patient.time_zone = "Pacific/Honolulu"
    plan.patient.save()

    there = datetime(2026, 11, 23, 23, 0, tzinfo=ZoneInfo("Pacific/Honolulu"))
    second = take(viewer, plan, day=date(2026, 11, 23), taken_at=there, now=there)

    dose.refresh_from_db()
    assert (dose.dose_day, dose.time_zone) == (NIGHT, "Asia/Tokyo")
    assert second.time_zone == "Pacific/Honolulu"
