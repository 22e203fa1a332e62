"""Reminded of getting the next supply, on the day that the patient wrote down and on no other."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.urls import reverse
from icalendar import Calendar

from diary.reminders.links import ROOM_OF, calendar_address
from diary.reminders.models import CalendarFeed, ReminderSchedule
from diary.reminders.services.calendar_feed import make_feed
from diary.reminders.services.ticking import tick
from diary.reminders.transports import web_push
from diary.reminders.transports.base import DATED_TOPICS
from diary.supply.models import Supply
from diary.supply.services import SupplyWords, change_supply, record_supply, remove_supply
from diary.visits.services import Appointment, plan_visit
from ldn_app.access.viewer import on_behalf_of
from tests.factories.people import make_patient
from tests.factories.reminders import make_reminder, messages

from .conftest import AFTERNOON

pytestmark = pytest.mark.django_db
TODAY, TUESDAY = date(2026, 11, 22), date(2026, 11, 24)
TUESDAY_TEN = datetime(2026, 11, 24, 1, tzinfo=UTC)  # 10:00 in Tokyo
KIND = "/settings/reminders/kinds/refill/"


def words(obtained_on=date(2026, 10, 30), refill_on=TUESDAY, **values) -> SupplyWords:
    return SupplyWords(obtained_on, "clinic", "capsule", refill_on=refill_on, **values)


def obtain(patient, **values) -> Supply:
    viewer = on_behalf_of(patient.pk)
    return record_supply(viewer, words=words(**values), today=TODAY, now=AFTERNOON)


def remind(patient):
    return make_reminder(patient, now=AFTERNOON, kind="refill", local_time=time(10))


def tick_through_two_days():
    for hours in range(60):
        tick(now=AFTERNOON + timedelta(hours=hours))


def test_one_message_on_the_day_that_was_written_down(patient):
    obtain(patient)
    remind(patient)

    tick_through_two_days()

    (message,) = messages()
    assert (message.kind, message.dose_day, message.due_at) == ("refill", TUESDAY, TUESDAY_TEN)


def test_each_kind_about_a_date_has_its_room_and_its_topic():
    assert set(ROOM_OF) == set(DATED_TOPICS) == set(ReminderSchedule.ABOUT_A_DATE)
    assert len(set(DATED_TOPICS.values())) == len(DATED_TOPICS)


def test_it_is_off_until_the_patient_uses_it(patient):
    obtain(patient)

    tick_through_two_days()

    assert not messages().exists()


def test_without_a_day_nobody_is_reminded(patient):
    obtain(patient, refill_on=None)
    remind(patient)

    tick_through_two_days()

    assert not messages().exists()


def test_somebody_elses_day_is_nobodys(patient):
    obtain(make_patient())
    remind(patient)

    tick_through_two_days()

    assert not messages().exists()


def test_what_was_obtained_since_settles_the_day(patient):
    obtain(patient)
    obtain(patient, obtained_on=date(2026, 11, 20), refill_on=None)
    obtain(make_patient(), obtained_on=date(2026, 11, 20))
    remind(patient)

    tick_through_two_days()

    assert not messages().exists()


@pytest.mark.parametrize("how", ["moved", "removed", "obtained"])
def test_it_is_asked_again_before_it_leaves(patient, deliver, how):
    supply, viewer = obtain(patient), on_behalf_of(patient.pk)
    remind(patient)
    tick(now=TUESDAY_TEN)
    if how == "moved":
        later = words(refill_on=date(2026, 12, 1))
        change_supply(viewer, supply=supply, words=later, today=TUESDAY, now=TUESDAY_TEN)
    elif how == "removed":
        remove_supply(viewer, supply=supply, now=TUESDAY_TEN)
    else:
        record_supply(viewer, words=words(TUESDAY, None), today=TUESDAY, now=TUESDAY_TEN)

    assert deliver(TUESDAY_TEN).handed == []
    assert messages().get().reason == "date_changed"


def test_it_says_nothing_but_that_there_is_a_plan(patient, deliver):
    obtain(patient, lot="DEMO-001")
    remind(patient)
    tick(now=TUESDAY_TEN)

    (outgoing,) = deliver(TUESDAY_TEN).handed

    assert outgoing.text == "今日の予定のお知らせです"
    assert outgoing.link.endswith("/supply/")
    assert not outgoing.answers_dose
    assert "DEMO-001" not in web_push.payload(outgoing)


def test_a_visit_on_the_same_day_keeps_a_message_of_its_own(patient, deliver):
    obtain(patient)
    viewer = on_behalf_of(patient.pk)
    plan_visit(viewer, appointment=Appointment(TUESDAY), today=TODAY, now=AFTERNOON)
    remind(patient)
    values = {"local_time": time(10), "day_before": False}
    make_reminder(patient, now=AFTERNOON, kind="appointment", **values)
    tick(now=TUESDAY_TEN)

    handed = deliver(TUESDAY_TEN).handed

    assert len({one.topic for one in handed}) == 2


def test_a_calendar_shows_visits_and_refills_in_neutral_words(client, patient):
    obtain(patient)
    viewer = on_behalf_of(patient.pk)
    visit = Appointment(TUESDAY, clinic="架空クリニック")
    plan_visit(viewer, appointment=visit, today=TODAY, now=AFTERNOON)
    remind(patient)
    make_reminder(patient, now=AFTERNOON, kind="appointment", local_time=time(19))
    make_feed(viewer, now=AFTERNOON)
    feed = CalendarFeed.objects.visible_to(viewer).get()
    whole = calendar_address(feed.sealed_token)

    with time_machine.travel(AFTERNOON, tick=False):
        answer = client.get(whole[whole.index("/calendar/") :])

    events = Calendar.from_ical(answer.content).walk("VEVENT")
    told = [(event.decoded("dtstart"), str(event["SUMMARY"])) for event in events]
    assert told == [
        (datetime(2026, 11, 23, 10, tzinfo=UTC), "明日の予定のお知らせです"),
        (TUESDAY_TEN, "今日の予定のお知らせです"),
    ]
    assert [event["URL"].rsplit("/", 2)[1] for event in events] == ["visits", "supply"]
    assert "架空" not in answer.content.decode()


def test_it_is_arranged_on_its_page(signed_in):
    form = {"enabled": "on", "local_time": "9:30", "ways": ["email"]}

    answer = signed_in.post(KIND, form, follow=True)

    assert "その日の午前9時30分" in answer.content.decode()


def test_the_day_is_written_down_with_the_supply(signed_in, patient):
    form = {"obtained_on": "2026-11-01", "source": "clinic", "form": "capsule"}
    page = reverse("supply:new_supply")

    early = signed_in.post(page, {**form, "refill_on": "2026-11-01"})
    answer = signed_in.post(page, {**form, "refill_on": "2026-12-20"}, follow=True)

    assert early.status_code == 422
    assert "受け取った日より後の日を選んでください" in early.content.decode()
    assert "次の手配のお知らせ" in answer.content.decode()
    assert "12月20日" in answer.content.decode()
