"""Visits as an iCalendar file (RFC 5545): days and times under a neutral title, nothing else.

Times are written in UTC, so that no reader needs a table of zones.
"""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from diary.visits.models import Visit
from ldn_app.access.viewer import Viewer
from ldn_app.accounts.models import Patient
from ldn_app.clock import clock_of

PRODUCT = "-//note//visits//JA"
SALT = "diary.exchange.visits_calendar"
ONE_DAY = timedelta(days=1)
SHOWN_FOR = timedelta(hours=1)
# Rows from before days had bounds may name them; their moments may have no neighbour in UTC.
OUTERMOST = (date.min, date.max)
STATES = {Visit.State.PLANNED: "TENTATIVE", Visit.State.CANCELLED: "CANCELLED"}


def visits_calendar(viewer: Viewer, *, patient: Patient, now: datetime) -> bytes:
    """The days of the visits that ``viewer`` may read; clinic and questions stay in the diary."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", settings.NEUTRAL_NAME)
    secret = salted_hmac(SALT, str(patient.pk), algorithm="sha256").digest()
    for visit in Visit.objects.visible_to(viewer).order_by("visited_on", "pk"):
        uid = str(uuid5(UUID(bytes=secret[:16]), str(visit.pk)))
        calendar.add_component(_event(visit, uid=uid, zone=clock_of(patient).zone, now=now))
    return calendar.to_ical()


def _event(visit: Visit, *, uid: str, zone: ZoneInfo, now: datetime) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", now)
    if visit.local_time is None or visit.visited_on in OUTERMOST:
        event.add("dtstart", visit.visited_on)
        if visit.visited_on < date.max:  # Without an end it is one day as well (3.6.1).
            event.add("dtend", visit.visited_on + ONE_DAY)
    else:
        begins = datetime.combine(visit.visited_on, visit.local_time, zone).astimezone(UTC)
        event.add("dtstart", begins)
        event.add("dtend", begins + SHOWN_FOR)
    event.add("summary", _("用事"))
    event.add("status", STATES.get(visit.state, "CONFIRMED"))
    event.add("class", "PRIVATE")
    return event
