"""Visits, invented."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from diary.visits.models import Visit
from diary.visits.services import Appointment, plan_visit, write_note, write_questions
from ldn_app.access.viewer import on_behalf_of
from ldn_app.accounts.models import Patient


def make_visit(patient: Patient, on: date, *, today: date, **values) -> Visit:
    """An appointment, or a visit that happened when ``on`` lies before ``today``."""
    now = datetime.combine(today, time(12), tzinfo=ZoneInfo(patient.time_zone))
    appointment = Appointment(on, **values)
    return plan_visit(on_behalf_of(patient.pk), appointment=appointment, today=today, now=now)


def make_visits(patient: Patient, today: date) -> Visit:
    """Some of every state; returns the next one, with questions."""
    viewer = on_behalf_of(patient.pk)
    gone = make_visit(patient, today - timedelta(days=30), today=today)
    write_note(viewer, visit=gone, text="血液検査をした。", now=gone.recorded_at)
    long_ago = today - timedelta(days=9)
    make_visit(patient, long_ago + timedelta(days=2), today=long_ago, clinic="架空整形外科")
    coming = make_visit(
        patient, today + timedelta(days=4), today=today, local_time=time(10, 30), clinic="架空内科"
    )
    asked = ["このまま続けてよいですか。"]
    return write_questions(viewer, visit=coming, questions=asked, now=coming.recorded_at)
