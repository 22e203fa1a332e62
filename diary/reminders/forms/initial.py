"""What the forms show before anything is typed: what holds now."""

from datetime import datetime, time

from diary.doses.models.plan_in_force import current_plan
from ldn_app.access.viewer import Viewer
from ldn_app.accounts.models import Patient
from ldn_app.clock import today_of

from ..domain.days import bits_as_days
from ..domain.planning import EVERY_DAY
from ..models import ReminderSchedule, ReminderSettings

Kind = ReminderSchedule.Kind
USUAL = {
    Kind.DOSE: time(22),
    Kind.CHECK_IN: time(8),
    Kind.STILL_OPEN: time(22),
    Kind.REFILL: time(10),
}


def initial_kind(viewer: Viewer, kind: str, *, patient: Patient, now: datetime) -> dict:
    """For a kind that was never arranged: neither on nor off, at the plan's usual time."""
    schedule = ReminderSchedule.objects.visible_to(viewer).filter(kind=kind).first()
    if schedule is None and kind == Kind.APPOINTMENT:
        return {"ways": ["email", "push", "calendar"]}
    if schedule is None:
        return {
            "local_time": _usual_time(viewer, kind, patient, now),
            "days": bits_as_days(EVERY_DAY),
            "ways": ["email", "push", "calendar"],
        }
    ways = {
        "email": schedule.by_email,
        "push": schedule.by_push,
        "calendar": schedule.by_calendar,
    }
    return {
        "enabled": "on" if schedule.enabled else "off",
        "local_time": schedule.local_time,
        "days": bits_as_days(schedule.days),
        "ways": [way for way, wanted in ways.items() if wanted],
        "after_minutes": schedule.after_minutes,
        "at_most": schedule.at_most,
        "when": "before" if schedule.day_before else "same",
    }


def initial_rest(viewer: Viewer) -> dict:
    """What holds for all reminders."""
    settings = ReminderSettings.objects.visible_to(viewer).first() or ReminderSettings()
    names = ("quiet_from", "quiet_until", "paused_until", "own_text")
    return {name: getattr(settings, name) for name in names}


def _usual_time(viewer: Viewer, kind: str, patient: Patient, now: datetime) -> time:
    today = today_of(patient, now)
    plan = current_plan(viewer, today=today) if kind == Kind.DOSE else None
    return (plan and plan.night(today).usual_time) or USUAL[Kind(kind)]
