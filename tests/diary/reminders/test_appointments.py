"""Reminded of an appointment on the evening before, or in its morning; neither where nor what."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from diary.reminders.services.delivery import deliver_waiting
from diary.reminders.services.scheduling import arrange_rest
from diary.reminders.services.ticking import tick
from diary.reminders.transports import email, web_push
from diary.reminders.transports.base import Outgoing
from diary.visits.services import Appointment, change_visit, plan_visit, settle_visit
from ldn_app.access.viewer import on_behalf_of
from tests.factories.people import make_patient
from tests.factories.reminders import make_reminder, messages, schedules
from tests.stubborn_smtp import stubborn_smtp

from .conftest import AFTERNOON

pytestmark = pytest.mark.django_db
TODAY, TUESDAY = date(2026, 11, 22), date(2026, 11, 24)
EVENING_BEFORE = datetime(2026, 11, 23, 10, tzinfo=UTC)  # 19:00 in Tokyo
MORNING = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)  # 07:30 on the 24th in Tokyo
KIND = "/settings/reminders/kinds/appointment/"


@pytest.fixture
def visit(patient):
    return make_visit(patient)


def make_visit(patient, on=TUESDAY, **values):
    appointment = Appointment(on, clinic="架空クリニック", **values)
    viewer = on_behalf_of(patient.pk)
    return plan_visit(viewer, appointment=appointment, today=TODAY, now=AFTERNOON)


def remind(patient, *, day_before: bool = True, now=AFTERNOON):
    at = time(19) if day_before else time(7, 30)
    return make_reminder(patient, now=now, kind="appointment", local_time=at, day_before=day_before)


def tick_through_two_days():
    for hours in range(60):
        tick(now=AFTERNOON + timedelta(hours=hours))


def test_it_is_off_until_the_patient_uses_it(patient, visit):
    tick_through_two_days()

    assert not messages().exists()


@pytest.mark.parametrize(
    ("day_before", "due"), [(True, EVENING_BEFORE), (False, MORNING)], ids=["evening", "morning"]
)
def test_one_message_at_the_chosen_time(patient, visit, day_before, due):
    remind(patient, day_before=day_before)

    tick_through_two_days()

    (message,) = messages()
    assert (message.due_at, message.dose_day, message.kind) == (due, TUESDAY, "appointment")


def test_days_without_an_appointment_are_silent_and_go_on(patient):
    remind(patient)

    tick_through_two_days()

    assert not messages().exists()
    assert schedules().get().next_due_at > AFTERNOON + timedelta(hours=55)


def test_one_that_wants_no_reminder_or_was_called_off_has_none(patient):
    viewer = on_behalf_of(patient.pk)
    make_visit(patient, remind=False)
    called_off = make_visit(patient, on=date(2026, 11, 23))
    settle_visit(viewer, visit=called_off, state="cancelled", today=TODAY, now=AFTERNOON)
    remind(patient)

    tick_through_two_days()

    assert not messages().exists()


def test_a_pause_of_all_holds_here_too(patient, visit):
    remind(patient)
    values = {"quiet_from": None, "quiet_until": None, "own_text": ""}
    viewer = on_behalf_of(patient.pk)
    arrange_rest(viewer, patient=patient, paused_until=TUESDAY, now=AFTERNOON, **values)

    tick_through_two_days()

    assert not messages().exists()


def test_it_is_asked_again_before_it_leaves(patient, visit, deliver):
    remind(patient)
    tick(now=EVENING_BEFORE)
    moved = Appointment(date(2026, 12, 1), clinic="架空クリニック")
    viewer = on_behalf_of(patient.pk)
    change_visit(viewer, visit=visit, appointment=moved, today=TODAY, now=EVENING_BEFORE)

    assert deliver(EVENING_BEFORE).handed == []
    assert messages().get().reason == "date_changed"


@pytest.mark.parametrize(
    ("day_before", "due", "words"),
    [
        (True, EVENING_BEFORE, "明日の予定のお知らせです"),
        (False, MORNING, "今日の予定のお知らせです"),
    ],
)
def test_the_mail_names_neither_the_clinic_nor_a_night(
    patient, visit, settings, day_before, due, words
):
    remind(patient, day_before=day_before)
    tick(now=due)
    settings.EMAIL_BACKEND = "ldn_app.smtp.EmailBackend"
    with stubborn_smtp() as (mailbox, port):
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        deliver_waiting(clock=lambda: due, transports={"email": email.EmailTransport()})

    (mail,) = mailbox.messages
    body = mail.get_content()
    assert mail["Subject"] == words
    assert "/visits/" in body
    assert "下のページで見られます" in body
    for telling in ("架空クリニック", "受診", "病院", "ボタン", "10時"):
        assert telling not in body + str(mail["Subject"])


def test_the_patients_own_words_are_kept_for_the_record(patient, visit, deliver):
    values = {"quiet_from": None, "quiet_until": None, "paused_until": None}
    viewer = on_behalf_of(patient.pk)
    arrange_rest(viewer, patient=patient, own_text="歯みがきのあとに", now=AFTERNOON, **values)
    remind(patient)
    tick(now=EVENING_BEFORE)

    (outgoing,) = deliver(EVENING_BEFORE).handed

    assert outgoing.text == "明日の予定のお知らせです"
    assert not outgoing.answers_dose


def test_a_push_about_an_appointment_takes_no_nights_place():
    values = {"message_id": 1, "channel_id": 1, "dose_day": TUESDAY, "text": "", "link": ""}
    night = Outgoing(kind="dose", answers_dose=True, expires_at=MORNING, **values)
    plan = Outgoing(kind="appointment", answers_dose=False, expires_at=MORNING, **values)

    check_in = replace(plan, kind="check_in")
    assert len({night.topic, plan.topic, check_in.topic}) == 3
    assert f'"tag": "{plan.topic}"' in web_push.payload(plan)
    assert "later" not in web_push.payload(plan)


def test_it_is_reminded_on_the_clock_of_the_patients_place():
    patient = make_patient(time_zone="America/New_York")
    make_visit(patient)
    remind(patient)

    tick_through_two_days()
    tick(now=datetime(2026, 11, 24, 0, tzinfo=UTC))

    assert messages().get().due_at == datetime(2026, 11, 24, 0, tzinfo=UTC)  # 19:00 on the 23rd


def test_it_is_arranged_on_its_page(signed_in, patient):
    form = {"enabled": "on", "when": "same", "local_time": "", "ways": ["email"]}

    answer = signed_in.post(KIND, form, follow=True)

    assert "当日の午前7時30分" in answer.content.decode()
    schedule = schedules().get()
    assert (schedule.day_before, schedule.local_time, schedule.days) == (False, time(7, 30), 127)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"when": "before", "local_time": "10:00"}, "前の日は、午後4時からの時刻にしてください"),
        ({"when": "same", "local_time": "19:00"}, "午前4時から正午までの時刻にしてください"),
        ({"local_time": "19:00"}, "前の日の夜か、当日の朝かを選んでください"),
    ],
)
def test_a_time_that_does_not_fit_says_what_to_do(signed_in, typed, told):
    answer = signed_in.post(KIND, {"enabled": "on", "ways": ["email"], **typed})

    assert answer.status_code == 422
    assert told in answer.content.decode()
