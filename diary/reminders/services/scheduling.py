"""When reminders come, as the patient arranges them; ``next_due_at`` follows at once."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction

from ldn_app.access.audit import CHANGED, CREATED, record_change, save_changes
from ldn_app.access.viewer import Viewer
from ldn_app.accounts.models import Patient
from ldn_app.clock import PatientClock

from ..domain.planning import first_after
from ..models import ReminderSchedule, ReminderSettings
from .channels import email_channel

Kind = ReminderSchedule.Kind


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What a patient chose for one kind. ``local_time`` and ``days`` of "still open" are those of
    the dose, whatever is given here."""

    enabled: bool
    local_time: time
    days: int
    by_email: bool = True
    by_push: bool = True
    by_calendar: bool = True
    after_minutes: int = ReminderSchedule.AfterMinutes.HALF
    at_most: int = 1
    day_before: bool = True


@transaction.atomic
def arrange_kind(
    viewer: Viewer, *, patient: Patient, kind: str, chosen: Arrangement, now: datetime
) -> ReminderSchedule:
    """Save what was chosen for ``kind``. A night that had its reminder gets no second one.

    "Still open" follows the dose: it is off while the dose's reminder is off.
    """
    rows = ReminderSchedule.objects.editable_by(viewer).select_for_update()
    schedule = rows.filter(kind=kind).first()
    created = schedule is None
    schedule = schedule or ReminderSchedule(patient=patient, kind=kind)
    for name in ("enabled", "local_time", "days", "by_email", "by_push", "by_calendar"):
        setattr(schedule, name, getattr(chosen, name))
    for name in ("after_minutes", "at_most", "day_before"):
        setattr(schedule, name, getattr(chosen, name))
    settings = settings_for(viewer, patient=patient)
    if kind == Kind.STILL_OPEN:
        _follow_dose(schedule, rows.filter(kind=Kind.DOSE).first())
    _save(viewer, schedule, settings, created=created, now=now)
    if kind == Kind.DOSE:
        _lead_still_open(viewer, schedule, settings, rows, now)
    if schedule.enabled:
        email_channel(viewer, now=now)
    return schedule


def settings_for(viewer: Viewer, *, patient: Patient) -> ReminderSettings:
    """The viewer's settings, made when they are not there yet."""
    settings, _ = ReminderSettings.objects.editable_by(viewer).get_or_create(
        patient_id=patient.pk, defaults={"asked_zone": patient.time_zone}
    )
    return settings


@transaction.atomic
def arrange_rest(
    viewer: Viewer,
    *,
    patient: Patient,
    quiet_from: time | None,
    quiet_until: time | None,
    paused_until: date | None,
    own_text: str,
    now: datetime,
) -> ReminderSettings:
    """Quiet hours, a pause until a dose day (inclusive), and the patient's own words."""
    values = {
        "quiet_from": quiet_from,
        "quiet_until": quiet_until,
        "paused_until": paused_until,
        "own_text": own_text,
    }
    settings = settings_for(viewer, patient=patient)
    save_changes(viewer, settings, values, at=now)
    return settings


@transaction.atomic
def choose_zone(viewer: Viewer, *, patient: Patient, keep: bool, now: datetime) -> None:
    """After a change of place: ``keep`` the clock of the place before, or follow the patient."""
    settings = settings_for(viewer, patient=patient)
    fixed = (settings.fixed_zone or settings.asked_zone) if keep else ""
    values = {"fixed_zone": fixed, "asked_zone": patient.time_zone}
    save_changes(viewer, settings, values, at=now)
    for schedule in ReminderSchedule.objects.editable_by(viewer).filter(enabled=True):
        schedule.patient = patient
        _save(viewer, schedule, settings, created=False, now=now)


def _follow_dose(schedule: ReminderSchedule, dose: ReminderSchedule | None) -> None:
    if dose is None or not dose.enabled:
        schedule.enabled = False
    if dose is not None:
        schedule.local_time, schedule.days = dose.local_time, dose.days


def _lead_still_open(viewer, dose, settings, rows, now: datetime) -> None:
    still_open = rows.filter(kind=Kind.STILL_OPEN).first()
    if still_open is not None:
        _follow_dose(still_open, dose)
        _save(viewer, still_open, settings, created=False, now=now)


def _save(viewer, schedule, settings: ReminderSettings, *, created: bool, now: datetime) -> None:
    """Save with the next due instant that follows from the times."""
    patient = schedule.patient
    zone = ZoneInfo(settings.fixed_zone or patient.time_zone)
    if schedule.enabled:
        clock = PatientClock(zone, patient.day_starts_at)
        coming = first_after(schedule.rule(), now, clock=clock)
        schedule.next_day, schedule.next_attempt, schedule.next_due_at = coming
    else:
        schedule.next_day, schedule.next_attempt, schedule.next_due_at = None, 1, None
    schedule.save()
    record_change(viewer, schedule, CREATED if created else CHANGED, fields=["enabled"], at=now)
