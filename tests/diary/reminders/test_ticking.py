"""What is due becomes rows, once; the schedule moves on."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from diary.doses.services.plan import pause_regimen
from diary.reminders.services.scheduling import arrange_rest, choose_zone
from diary.reminders.services.ticking import tick
from ldn_app.access.viewer import on_behalf_of
from ldn_app.accounts.services import change_setting
from tests.factories.plans import plan_again
from tests.factories.reminders import make_reminder, messages, schedules

from .conftest import AFTERNOON, ONE_MINUTE, TEN

pytestmark = pytest.mark.django_db
NIGHT = date(2026, 11, 22)


def test_nothing_is_written_before_it_is_due(reminded):
    tick(now=TEN - ONE_MINUTE)

    assert not messages().exists()


def test_what_is_due_is_written_once_however_often_it_ticks(reminded):
    for seconds in (0, 15, 30):
        tick(now=TEN + timedelta(seconds=seconds))

    (message,) = messages()
    assert (message.dose_day, message.kind, message.state) == (NIGHT, "dose", "queued")
    assert message.due_at == TEN
    assert schedules().get().next_due_at == TEN + timedelta(days=1)


def test_a_reminder_more_than_two_hours_late_is_written_as_expired(reminded):
    tick(now=TEN + timedelta(hours=2, minutes=1))

    assert messages().get().state == "expired"


def test_after_three_days_of_silence_every_night_is_accounted_for(reminded):
    tick(now=TEN + timedelta(days=3))

    assert [(m.dose_day.day, m.state) for m in messages()] == [
        (22, "expired"), (23, "expired"), (24, "expired"), (25, "queued"),
    ]  # fmt: skip


def test_a_paused_plan_has_no_reminder(reminded):
    viewer = on_behalf_of(reminded.pk)
    plan = plan_again(reminded, NIGHT)
    pause_regimen(viewer, plan=plan, on_day=NIGHT, reason="surgery", note="", now=AFTERNOON)

    tick(now=TEN)

    assert not messages().exists()
    assert schedules().get().next_due_at == TEN + timedelta(days=1)


def test_a_check_in_is_asked_for_without_a_plan(patient):
    make_reminder(patient, now=AFTERNOON, kind="check_in")

    tick(now=TEN)

    assert messages().get().kind == "check_in"


@pytest.mark.parametrize(
    "rest",
    [
        {"quiet_from": time(21), "quiet_until": time(7), "paused_until": None},
        {"quiet_from": None, "quiet_until": None, "paused_until": NIGHT},
    ],
)
def test_quiet_hours_and_a_pause_keep_it_quiet(reminded, rest):
    viewer = on_behalf_of(reminded.pk)
    arrange_rest(viewer, patient=reminded, own_text="", now=AFTERNOON, **rest)

    tick(now=TEN)

    assert not messages().exists()


def test_still_open_follows_the_dose_and_is_off_without_it(reminded):
    make_reminder(
        reminded, now=AFTERNOON, kind="still_open", local_time=time(9), after_minutes=30, at_most=2
    )
    tick(now=TEN + timedelta(hours=1))

    assert [(m.kind, m.attempt) for m in messages()] == [
        ("dose", 1), ("still_open", 1), ("still_open", 2),
    ]  # fmt: skip
    make_reminder(reminded, now=TEN, enabled=False)
    assert not schedules().filter(enabled=True).exists()


def test_who_travels_east_is_reminded_at_ten_of_the_new_place(reminded):
    tick(now=AFTERNOON)
    moved_at = AFTERNOON + ONE_MINUTE
    change_setting(reminded, now=moved_at, time_zone="Pacific/Auckland")

    tick(now=moved_at + ONE_MINUTE)

    assert schedules().get().next_due_at == datetime(2026, 11, 22, 9, tzinfo=UTC)


def test_who_travels_west_is_not_reminded_too_early(reminded):
    change_setting(reminded, now=AFTERNOON, time_zone="Europe/Berlin")

    tick(now=TEN)

    assert not messages().exists()
    assert schedules().get().next_due_at == datetime(2026, 11, 22, 21, tzinfo=UTC)


def test_who_flies_back_over_the_date_line_gets_one_reminder_for_the_night(reminded):
    tick(now=TEN)
    change_setting(reminded, now=TEN + ONE_MINUTE, time_zone="Pacific/Honolulu")

    for hours in range(1, 30):
        tick(now=TEN + timedelta(hours=hours))

    assert [m.dose_day for m in messages()] == [NIGHT]


def test_the_clock_of_the_old_place_can_be_kept(reminded):
    change_setting(reminded, now=AFTERNOON, time_zone="Europe/Berlin")
    choose_zone(on_behalf_of(reminded.pk), patient=reminded, keep=True, now=AFTERNOON)

    tick(now=TEN)

    assert messages().get().dose_day == NIGHT


def test_a_time_moved_after_tonights_reminder_gives_no_second_one(reminded):
    tick(now=TEN)
    make_reminder(reminded, now=TEN + ONE_MINUTE, local_time=time(23))

    tick(now=TEN + timedelta(hours=1))

    assert messages().count() == 1
