"""The calendar under a secret address, read back as a calendar reads it."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse
from icalendar import Calendar

from diary.doses.services.plan import pause_regimen
from diary.reminders.links import calendar_address
from diary.reminders.models import CalendarFeed
from diary.reminders.services.calendar_feed import make_feed
from diary.reminders.services.scheduling import arrange_rest, choose_zone
from diary.reminders.services.ticking import tick
from ldn_app.access.viewer import on_behalf_of
from ldn_app.accounts.services import change_setting
from ldn_app.ui.log_filter import HideRights
from tests.factories.people import make_patient
from tests.factories.plans import make_plan, plan_again
from tests.factories.reminders import make_reminder, messages

from .conftest import AFTERNOON, TEN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tonight")]
PAGE = "/settings/reminders/calendar/"
NEW_YORK = ZoneInfo("America/New_York")


def feed_of(patient) -> CalendarFeed:
    return CalendarFeed.objects.visible_to(on_behalf_of(patient.pk)).get()


def address(patient) -> str:
    """The path of the patient's secret address; made when there is none yet."""
    if not CalendarFeed.objects.visible_to(on_behalf_of(patient.pk)).exists():
        make_feed(on_behalf_of(patient.pk), now=AFTERNOON)
    whole = calendar_address(feed_of(patient).sealed_token)
    return whole[whole.index("/calendar/") :]


def read(client, patient) -> Calendar:
    answer = client.get(address(patient))
    assert answer.status_code == 200
    return Calendar.from_ical(answer.content)


def starts(calendar: Calendar) -> list[datetime]:
    return [event.decoded("dtstart") for event in calendar.walk("VEVENT")]


def test_a_calendar_reads_the_coming_nights_with_an_alarm(client, reminded):
    calendar = read(client, reminded)

    first_night = datetime(2026, 11, 21, 13, tzinfo=UTC)
    assert starts(calendar) == [first_night + timedelta(days=n) for n in range(57)]
    event = calendar.walk("VEVENT")[0]
    (alarm,) = event.walk("VALARM")
    assert (alarm["ACTION"], alarm.decoded("trigger")) == ("DISPLAY", timedelta(0))
    assert (event["CLASS"], event["TRANSP"]) == ("PRIVATE", "TRANSPARENT")
    assert event["URL"].endswith("/tonight/")
    assert event["URL"] in event["DESCRIPTION"]


def test_it_says_nothing_but_neutral_words(client, reminded):
    body = client.get(address(reminded)).content.decode()
    unfolded = body.replace("\r\n ", "")

    summaries = set(re.findall(r"^SUMMARY:(.*)\r$", unfolded, flags=re.MULTILINE))
    assert summaries == {"今夜の記録の時間です"}
    for telling in ("mg", "1.5", "dose", "LDN", "ldn", "薬", reminded.user.email):
        assert telling not in unfolded


def test_the_patients_own_words_and_the_morning_are_respected(client, patient):
    make_reminder(patient, now=AFTERNOON, kind="check_in", local_time=time(8))
    assert read(client, patient).walk("VEVENT")[0]["SUMMARY"] == "今日の記録の時間です"

    values = {"quiet_from": None, "quiet_until": None, "paused_until": None}
    viewer = on_behalf_of(patient.pk)
    arrange_rest(viewer, patient=patient, own_text="おやすみ前に", now=AFTERNOON, **values)

    assert read(client, patient).walk("VEVENT")[0]["SUMMARY"] == "おやすみ前に"


def test_it_names_when_to_come_again_and_is_no_empty_calendar(client, patient):
    calendar = read(client, patient)

    assert "X-PUBLISHED-TTL:PT6H" in client.get(address(patient)).content.decode()
    assert calendar.decoded("refresh-interval") == timedelta(hours=6)
    assert calendar["X-WR-CALNAME"] == "記録ノート"
    assert starts(calendar) == []
    assert len(calendar.subcomponents) == 1


@pytest.mark.parametrize("at", [time(22), time(0, 30), time(2, 30), time(1, 30)])
def test_through_a_change_of_clocks_it_shows_what_the_engine_reminds_of(client, at):
    """New York leaves summer time on 1 November 2026 and returns to it on 14 March 2027."""
    patient = make_patient(time_zone="America/New_York")
    make_plan(patient)
    weekdays = 0b110_1111  # no Fridays, by the dose day and not by the calendar
    for begins in (datetime(2026, 10, 29, 16, tzinfo=UTC), datetime(2027, 3, 10, 16, tzinfo=UTC)):
        make_reminder(patient, now=begins, local_time=at, days=weekdays)
        with time_machine.travel(begins, tick=False):
            calendar = read(client, patient)

        until = begins + timedelta(days=9)
        for hours in range(9 * 24):
            tick(now=begins + timedelta(hours=hours))
        engine = [one.due_at for one in messages() if begins < one.due_at <= until]
        shown = [moment for moment in starts(calendar) if begins < moment <= until]

        assert shown == engine
        walls = {moment.astimezone(NEW_YORK).time() for moment in shown}
        assert walls <= {at, time(3)}  # 02:30 does not exist on 14 March


def test_a_pause_of_the_plan_or_of_all_leaves_nights_out(client, reminded):
    viewer = on_behalf_of(reminded.pk)
    values = {"quiet_from": None, "quiet_until": None, "own_text": ""}
    arrange_rest(viewer, patient=reminded, paused_until=date(2026, 11, 24), now=AFTERNOON, **values)
    plan = plan_again(reminded, date(2026, 11, 22))
    pause_regimen(
        viewer, plan=plan, on_day=date(2026, 11, 27), reason="surgery", note="", now=AFTERNOON
    )

    assert [moment.day for moment in starts(read(client, reminded))] == [25, 26]


def test_quiet_hours_weekdays_and_a_kept_zone_hold_here_too(client, reminded):
    viewer = on_behalf_of(reminded.pk)
    make_reminder(reminded, now=AFTERNOON, days=0b000_0001)
    assert {moment.weekday() for moment in starts(read(client, reminded))} == {0}

    change_setting(reminded, now=AFTERNOON, time_zone="Europe/Berlin")
    choose_zone(viewer, patient=reminded, keep=True, now=AFTERNOON)
    calendar = read(client, reminded)
    assert calendar["X-WR-TIMEZONE"] == "Asia/Tokyo"
    assert {moment.hour for moment in starts(calendar)} == {13}

    values = {"quiet_from": time(21), "quiet_until": time(6), "paused_until": None}
    arrange_rest(viewer, patient=reminded, own_text="", now=AFTERNOON, **values)
    assert starts(read(client, reminded)) == []


def test_a_kind_that_is_off_or_not_for_the_calendar_is_not_there(client, reminded):
    make_reminder(reminded, now=AFTERNOON, kind="check_in", local_time=time(8))
    assert len(starts(read(client, reminded))) == 57 * 2

    make_reminder(reminded, now=AFTERNOON, by_calendar=False)
    make_reminder(reminded, now=AFTERNOON, kind="check_in", enabled=False, local_time=time(8))
    assert starts(read(client, reminded)) == []


def test_an_event_keeps_its_id_when_its_time_changes(client, reminded):
    before = {event["UID"] for event in read(client, reminded).walk("VEVENT")}
    make_reminder(reminded, now=AFTERNOON, local_time=time(21, 15))

    after = {event["UID"] for event in read(client, reminded).walk("VEVENT")}

    assert before == after
    assert len(before) == 57


def test_the_answer_is_private_and_asked_again_costs_nothing(client, reminded):
    answer = client.get(address(reminded))

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-cache"
    assert "calendar.ics" in answer["Content-Disposition"]
    again = client.get(address(reminded), headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    make_reminder(reminded, now=AFTERNOON, local_time=time(21))
    changed = client.get(address(reminded), headers={"If-None-Match": answer["ETag"]})
    assert changed.status_code == 200


def test_it_needs_no_session_and_starts_none(client, reminded):
    answer = client.get(address(reminded))

    assert not answer.cookies


def test_a_new_address_ends_the_old_one_and_stopping_ends_both(signed_in, patient):
    signed_in.post(f"{PAGE}make/")
    first = address(patient)
    signed_in.post(f"{PAGE}make/")
    second = address(patient)

    assert first != second
    assert signed_in.get(first).status_code == 404
    assert signed_in.get(second).status_code == 200
    signed_in.post(f"{PAGE}end/")
    assert signed_in.get(second).status_code == 404
    assert signed_in.get("/calendar/nobody.ics").status_code == 404


def test_an_account_that_is_switched_off_has_no_calendar(client, reminded):
    there = address(reminded)
    reminded.user.is_active = False
    reminded.user.save()

    assert client.get(there).status_code == 404


def test_the_token_is_long_and_not_in_the_database(patient):
    token = address(patient).split("/")[-1].removesuffix(".ics")
    row = feed_of(patient)

    assert len(token) >= 43  # 256 bits in base64url
    assert token not in row.token_digest + row.sealed_token


def test_the_page_shows_the_address_to_copy_and_when_a_calendar_came(signed_in, patient):
    assert "アドレスを作る" in signed_in.get(PAGE).content.decode()
    shown = signed_in.post(f"{PAGE}make/", follow=True).content.decode()
    assert f"webcal://localhost:8000{address(patient)}" in shown
    assert "まだ読みに来ていません" in shown

    signed_in.get(address(patient))

    assert "11月22日(日) 午後10時04分ごろ" in signed_in.get(PAGE).content.decode()


def test_an_address_sealed_with_a_forgotten_key_still_works(signed_in, patient, settings):
    there = address(patient)
    settings.SECRET_KEY = "another" * 10
    signed_in.force_login(patient.user)

    page = signed_in.get(PAGE).content.decode()

    assert "もう表示できません" in page
    assert signed_in.get(there).status_code == 200


def test_calendar_alone_is_enough_and_asks_for_its_address(signed_in, patient):
    make_plan(patient)
    form = {"enabled": "on", "local_time": "22:30", "days": list("0123456"), "ways": ["calendar"]}

    answer = signed_in.post("/settings/reminders/kinds/dose/", form, follow=True)

    assert "「カレンダーで受け取る」でアドレスを作ってください" in answer.content.decode()
    tick(now=TEN + timedelta(hours=1))
    assert not messages().exists()


@pytest.mark.parametrize("method", ["post", "get"])
def test_no_log_shows_the_address(client, patient, caplog, method):
    there = (
        address(patient)
        if method == "post"
        else reverse("reminders:calendar_feed", args=["a-token-that-was-stopped"])
    )

    assert getattr(client, method)(there).status_code in (404, 405)

    written = []
    for record in caplog.records:
        HideRights().filter(record)
        written.append(record.getMessage())
    assert any("/calendar/…" in line for line in written)
    assert there not in " ".join(written)
