"""The reminders of the coming weeks, as the engine would send them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import takewhile

from diary.doses.models.plan_in_force import plans_during
from ldn_app.access.records import PatientRecordQuerySet
from ldn_app.access.viewer import Viewer
from ldn_app.accounts.models import Patient
from ldn_app.clock import ONE_DAY, today_of

from ..domain.planning import occurrences
from ..facts.batch import Batch
from ..facts.dates import wanted_dates_of
from ..models import ReminderSchedule, ReminderSettings

# A calendar that was away for weeks still knows the coming nights.
DAYS_AHEAD = 56
Kind = ReminderSchedule.Kind
DATED = ReminderSchedule.ABOUT_A_DATE


@dataclass(frozen=True, slots=True)
class ComingReminder:
    """One reminder: of which kind, for which day (that it is about), when (UTC)."""

    kind: str
    day: date
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Coming:
    """``zone``: the IANA zone that the times are meant in. ``own_text``: "" for the neutral one."""

    reminders: tuple[ComingReminder, ...]
    zone: str
    own_text: str


def on_a_calendar(viewer: Viewer) -> PatientRecordQuerySet:
    """The schedules that the viewer's calendar shows. What asks again is none of them: a calendar
    does not know what was answered."""
    rows = ReminderSchedule.objects.visible_to(viewer).filter(enabled=True, by_calendar=True)
    return rows.exclude(kind=Kind.STILL_OPEN)


def coming_reminders(viewer: Viewer, *, patient: Patient, now: datetime) -> Coming:
    """What a calendar shows from yesterday's dose day on. Six queries.

    Quiet hours, a pause, a pause of the plan and its end leave nights out, as they do for mail.
    """
    settings = ReminderSettings.objects.visible_to(viewer).first() or ReminderSettings()
    first = today_of(patient, now) - ONE_DAY
    last = first + timedelta(days=DAYS_AHEAD)
    batch = Batch(settings={patient.pk: settings})
    batch.plans[patient.pk] = plans_during(viewer, first - ONE_DAY, last + ONE_DAY)
    batch.dates = wanted_dates_of(viewer, first - ONE_DAY, last + 2 * ONE_DAY)
    found = []
    for schedule in on_a_calendar(viewer):
        schedule.patient = patient
        found += _of_schedule(schedule, batch, first, last)
    return Coming(
        tuple(sorted(found, key=lambda one: (one.due_at, one.kind))),
        zone=settings.fixed_zone or patient.time_zone,
        own_text=settings.own_text,
    )


def _of_schedule(schedule: ReminderSchedule, batch: Batch, first: date, last: date):
    clock = batch.clock_of(schedule.patient)
    every = occurrences(schedule.rule(), first, clock=clock)
    for here in takewhile(lambda one: one.day <= last, every):
        if not batch.is_silent(schedule, here):
            about = batch.subject_day(schedule, here) if schedule.kind in DATED else here.day
            yield ComingReminder(schedule.kind, about, here.due_at)
