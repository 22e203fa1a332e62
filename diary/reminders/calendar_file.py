"""The coming reminders as an iCalendar file (RFC 5545). Neutral words, times, one link.

One event for each night instead of a rule that repeats, in UTC: the nights are those that the
engine reminds of, so a pause, a zone or a change of clocks is not interpreted a second time.
"""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event, Timezone, vDuration

from ldn_app.accounts.cipher import short_mark

from .links import ROOM_OF, absolute
from .neutral_texts import dated_text, neutral_text
from .queries.coming import Coming, ComingReminder

PRODUCT = "-//note//calendar//JA"
SHOWN_FOR = timedelta(minutes=15)
COME_AGAIN_AFTER = timedelta(hours=6)


def calendar_file(coming: Coming, *, patient_id: int, stamp: datetime) -> bytes:
    """The file. The same rows and the same ``stamp`` give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", settings.NEUTRAL_NAME)
    calendar.add("x-wr-calname", settings.NEUTRAL_NAME)
    calendar.add("x-wr-timezone", coming.zone)
    again = vDuration(COME_AGAIN_AFTER)
    calendar.add("refresh-interval", again, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", again.to_ical().decode())
    if not coming.reminders:  # The standard wants something in every calendar.
        calendar.add_component(Timezone.from_tzid("UTC"))
    for reminder in coming.reminders:
        calendar.add_component(_event(reminder, coming, patient_id=patient_id, stamp=stamp))
    return calendar.to_ical()


def _event(reminder: ComingReminder, coming: Coming, *, patient_id: int, stamp: datetime) -> Event:
    text, link = _text(reminder, coming), absolute(ROOM_OF.get(reminder.kind, "doses:today"))
    event = Event()
    event.add("uid", _uid(reminder, patient_id))
    event.add("dtstamp", stamp)
    event.add("dtstart", reminder.due_at)
    event.add("dtend", reminder.due_at + SHOWN_FOR)
    event.add("summary", text)
    event.add("description", _("ページ: %(link)s") % {"link": link})
    event.add("url", link)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")  # the evening stays free for others who plan with it
    event.add_component(_alarm(text))
    return event


def _text(reminder: ComingReminder, coming: Coming) -> str:
    """The patient's own words are about the record, not about a date of another room."""
    if reminder.kind in ROOM_OF:
        return dated_text(reminder.day, reminder.due_at, coming.zone)
    return coming.own_text or neutral_text(reminder.due_at, coming.zone)


def _alarm(text: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(0))
    alarm.add("description", text)
    return alarm


def _uid(reminder: ComingReminder, patient_id: int) -> str:
    """Stays with the night whatever its time becomes; says nothing to those who read it."""
    mark = short_mark("calendar", patient_id)
    return str(uuid5(NAMESPACE_URL, f"{mark}/{reminder.kind}/{reminder.day.isoformat()}"))
